journal-kind-act = 操作
journal-kind-look = 閲覧
