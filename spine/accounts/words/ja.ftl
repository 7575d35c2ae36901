
accounts-refusal-wrong = ログイン名かパスワードが違います。大文字・小文字と、かな入力になっていないかを確かめて、もう一度入力してください。
accounts-refusal-locked = 間違いが続いたため、{ $until }まで使えません。その後にもう一度お試しください。お急ぎの場合は、システム管理者にパスワードの再発行を頼んでください。
accounts-refusal-disabled = この利用者は停止されています。システム管理者にお問い合わせください。
accounts-refusal-temporary-expired = 仮パスワードの期限が過ぎました。システム管理者に再発行を頼んでください。
accounts-refusal-no-role = 今日の時点で、この利用者に使える権限がありません。システム管理者にお問い合わせください。

accounts-refusal-wrong-old = 今のパスワードが違います。もう一度入力してください。
accounts-refusal-too-short = パスワードが短すぎます。{ $shortest }文字以上にしてください。短い文でもかまいません。
accounts-refusal-too-long = パスワードが長すぎます。{ $longest }文字以内にしてください。
accounts-refusal-common = よく使われる言葉や数字だけのパスワードは、すぐに見破られます。関係のない言葉をいくつか並べてください。
accounts-refusal-repeating = 同じ文字のくり返しや、順番どおりの文字は使えません。関係のない言葉をいくつか並べてください。
accounts-refusal-contains-name = パスワードに、ログイン名や職員番号が入っています。取り除いてください。
accounts-refusal-same = 今と同じパスワードです。別のパスワードにしてください。

accounts-refusal-already-set-up = 最初の管理者はすでに登録されています。ログインしてください。
accounts-refusal-not-a-login = ログイン名は、英数字と . - _ @ を使って、3文字から64文字で入力してください。
accounts-refusal-no-name = 名前が入力されていません。入力してください。
accounts-refusal-login-taken = そのログイン名は、すでに使われています。別のログイン名にしてください。
accounts-refusal-employee-has-account = その職員の利用者は、すでにあります。一覧で探してください。
accounts-refusal-not-found = 見つかりませんでした。ほかの人が先に消したのかもしれません。一覧から選び直してください。
accounts-refusal-unit-without-section = 所属を指定できるのは、計画担当だけです。所属を空にするか、役割を計画担当にしてください。
accounts-refusal-ends-too-early = その役割は、すでにそれより前に終わっています。日付を確かめてください。
accounts-refusal-last-administrator = システム管理者が一人もいなくなります。先に、ほかの人をシステム管理者にしてください。
accounts-refusal-stale = 画面を開いたあとに、ほかの人が変更しました。画面を開き直して、もう一度操作してください。
