
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
accounts-refusal-employee-has-account = その職員の利用者は、すでにあります。一覧でさがしてください。
accounts-refusal-not-found = 見つかりませんでした。ほかの人が先に消したのかもしれません。一覧から選び直してください。
accounts-refusal-unit-without-section = 所属を指定できるのは、計画担当と庶務担当だけです。所属を空にするか、役割を選び直してください。
accounts-refusal-ends-too-early = その役割は、すでにそれより前に終わっています。日付を確かめてください。
accounts-refusal-last-administrator = システム管理者が一人もいなくなります。先に、ほかの人をシステム管理者にしてください。
accounts-refusal-stale = 画面を開いたあとに、ほかの人が変更しました。画面を開き直して、もう一度操作してください。

## Roles, deputies, records opened in an emergency.
# used: accounts-act-* by portal journal_page::acts::words

accounts-refusal-by-appointment = この役割は、発令で決まるため、ここでは付けられません。別の役割を選んでください。
accounts-refusal-deputy-oneself = 本人を代決者にすることはできません。別の職員を選んでください。
accounts-refusal-deputy-not-in-service = 期間のうちに在職していない日があります。職員か期間を選び直してください。
accounts-refusal-deputy-in-the-past = 始まる日が過ぎています。今日か、今日より後の日を入力してください。
accounts-refusal-deputy-no-reason = 理由を100文字以内で入力してください。
accounts-refusal-deputy-overlap = この期間には、すでに代決者が決まっています。期間を変えるか、先に今の代決を終えてください。
accounts-refusal-deputy-chain = 代決者の代決者は決められません。この期間に、代決者の側に代決者がいるか、本人がだれかの代決者になっています。別の職員か期間を選んでください。
accounts-refusal-deputy-ended = この代決は、すでに終わっています。画面を開き直してください。
accounts-refusal-emergency-reason = 理由を{ $n }文字以上で入力してください。あとで本人と人事担当が読んで分かるように書いてください。
accounts-refusal-emergency-open = この職員の記録は、すでに見られる状態です。下の一覧から開いてください。
accounts-refusal-emergency-nobody = 緊急閲覧は、ログインした人だけができます。ログインしてから、もう一度操作してください。

accounts-settings-emergency-minutes = 緊急閲覧の時間（分）
accounts-settings-emergency-minutes-hint = システム管理者が、緊急のときに私的な記録を開いておける時間です。過ぎると、自動で閉じます。

accounts-act-deputy-named = 代決者を決めた
accounts-act-deputy-ended = 代決を終えた
accounts-act-emergency-opened = 緊急閲覧で私的な記録を開いた
accounts-act-emergency-closed = 緊急閲覧を閉じた

## Codes, the identity provider, invitations.
accounts-refusal-crowded = この場所（ネットワーク）から間違いが続いたため、{ $until }まで受け付けません。その後にもう一度お試しください。
accounts-refusal-code-needed = この利用者には確認コードが必要です。ログインの画面からログインしてください。
accounts-refusal-challenge-ended = 時間が過ぎたか、別の画面で操作したため、はじめからやり直してください。
accounts-refusal-wrong-code = 確認コードが違います。アプリに今出ている6けたの数字を入力してください。スマートフォンの時刻が合っているかも確かめてください。
accounts-refusal-used-code = その確認コードは、すでに使いました。アプリに次の数字が出るまで待って（最長30秒）、新しい数字を入力してください。
accounts-refusal-key-missing = 確認コードを確かめるための鍵が、サーバーにありません。システム管理者に知らせてください。予備のコードは使えます。
accounts-refusal-factor-set-up = 確認コードは、すでに設定されています。設定し直すときは、先に外してください。
accounts-refusal-factor-not-begun = 確認コードの設定が始まっていません。［設定を始める］を押してください。
accounts-refusal-factor-wrong-code = 数字が違います。アプリに今出ている6けたの数字を入力してください。スマートフォンの時刻が合っているかも確かめてください。
accounts-refusal-factor-required = あなたの役割では確認コードが必要なため、外せません。
accounts-refusal-provider-none = この市では、認証基盤を使っていません。利用者名とパスワードでログインしてください。
accounts-refusal-provider-unreachable = 市の認証基盤につながりません。しばらくしてからもう一度お試しになるか、利用者名とパスワードでログインしてください。
accounts-refusal-provider-state = このログインは、期限が過ぎたか、すでに終わっています。はじめからやり直してください。
accounts-refusal-provider-turned-back = 市の認証基盤でのログインが取り消されました。もう一度お試しください。
accounts-refusal-provider-code = 市の認証基盤が、このログインを受け付けませんでした。はじめからやり直してください。
accounts-refusal-provider-expired = 市の認証基盤からの証明の期限が切れています。はじめからやり直してください。続くときは、サーバーの時刻についてシステム管理者に知らせてください。
accounts-refusal-provider-not-renewed = 市の認証基盤で、もう一度の確認が行われませんでした。パスワードで確かめてください。
accounts-refusal-provider-lie = 市の認証基盤からの証明を確かめられなかったため、ログインを止めました。このことは記録しました。システム管理者に知らせてください。
accounts-refusal-provider-no-claim = 市の認証基盤が、あなたの職員番号を伝えませんでした。システム管理者に知らせてください。
accounts-refusal-provider-no-account = あなたの利用者が、まだありません。人事担当に招待を頼んでください。
accounts-refusal-provider-other-person = この利用者は、認証基盤の別の人と結び付いています。システム管理者に、結び付きの解除を頼んでください。
accounts-refusal-invitation-unknown = このコードの招待は見つかりません。手紙のコードを、もう一度確かめてください。
accounts-refusal-invitation-accepted = この招待は、すでに使われています。決めた利用者名とパスワードでログインしてください。心当たりがなければ、人事担当に知らせてください。
accounts-refusal-invitation-revoked = この招待は取り消されたか、新しい招待に替わりました。新しい手紙のコードを使うか、人事担当にお問い合わせください。
accounts-refusal-invitation-expired = この招待の期限は過ぎました。人事担当に、もう一度の招待を頼んでください。
accounts-refusal-invitation-not-in-service = 在職していない方の招待は使えません。人事担当にお問い合わせください。

## Settings.
# used: accounts-settings-* by limits::about
accounts-settings = ログインと利用者
accounts-settings-attempts = 1つの利用者名で間違えられる回数
accounts-settings-attempts-hint = これだけ続けて間違えると、その利用者名をしばらく止めます。
accounts-settings-locked-minutes = 間違いで止める時間（分）
accounts-settings-locked-minutes-hint = この時間が過ぎると、また試せます。
accounts-settings-address-attempts = 1つの場所から間違えられる回数（10分間）
accounts-settings-address-attempts-hint = 同じネットワークのアドレスからの間違いだけを数えます。正しいログインは何人でも通ります。
accounts-settings-idle-minutes = 使わないと自動でログアウトする時間（分）
accounts-settings-idle-minutes-hint = 変更は、次のログインから働きます。
accounts-settings-longest-hours = ログインを続けられる最長の時間
accounts-settings-longest-hours-hint = 使い続けていても、この時間でログインし直しになります。変更は、次のログインから働きます。
accounts-settings-renewal-minutes = 大切な操作の前に、もう一度パスワードを求めるまでの時間（分）
accounts-settings-renewal-minutes-hint = 利用者の管理、緊急閲覧、招待、操作の記録の書き出しなどの前に求めます。
accounts-settings-invitation-days = 招待を使える日数
accounts-settings-invitation-days-hint = 変更は、これから作る招待に働きます。
accounts-settings-code-administrators = システム管理者に確認コードを求める
accounts-settings-code-administrators-hint = まだ設定していない人は、次に開く画面で設定します。
accounts-settings-code-personnel = 人事担当に確認コードを求める
accounts-settings-code-personnel-hint = まだ設定していない人は、次に開く画面で設定します。
accounts-settings-code-health = 産業医・保健師に確認コードを求める
accounts-settings-code-health-hint = まだ設定していない人は、次に開く画面で設定します。
accounts-settings-code-everybody = 全員に確認コードを求める
accounts-settings-code-everybody-hint = 認証基盤でログインする人には求めません。

## What the journal says.
accounts-act-signed-out-others = ほかの端末をログアウト
accounts-act-session-doubted = 別の端末からログインの情報が使われかけた
accounts-act-renewed = もう一度本人を確認
accounts-act-second-factor-set = 確認コードを設定
accounts-act-second-factor-removed = 確認コードを外した
accounts-act-second-factor-reset = 確認コードを解除
accounts-act-recovery-codes-made = 予備のコードを作り直した
accounts-act-recovery-code-used = 予備のコードでログイン
accounts-act-provider-linked = 認証基盤と結び付けた
accounts-act-provider-refused = 認証基盤からのログインを止めた
accounts-act-invited = 招待
accounts-act-invitation-revoked = 招待を取り消し
accounts-act-invitation-accepted = 招待から利用者を作成
