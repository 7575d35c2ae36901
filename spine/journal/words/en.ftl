journal-kind-act = Act
journal-kind-look = View
