# Applications and their approval, to-dos, notices, mail, long work.

## Applications (申請) and their approval (決裁).
flow-state-in-progress = 決裁中
flow-state-approved = 承認
flow-state-rejected = 却下
flow-state-returned = 差戻し
flow-state-withdrawn = 取下げ
flow-step-waiting = 順番待ち
flow-step-open = 決裁待ち
flow-step-approved = 承認
flow-step-returned = 差戻し
flow-step-rejected = 却下
flow-step-escalated = 上位者へ
flow-step-unneeded = 不要になりました
flow-step-closed = 決裁なし
flow-rule-all = 全員の承認
flow-rule-any = だれか1人の承認
flow-decision-submitted = 申請
flow-decision-approved = 承認
flow-decision-returned = 差戻し
flow-decision-rejected = 却下
flow-decision-withdrawn = 取下げ
flow-decision-taken-back = 承認の取戻し
flow-decision-escalated = 上位者への引上げ
flow-ruling-approve = 承認する
flow-ruling-return = 差し戻す
flow-ruling-reject = 却下する
flow-level-team = 申請者の係の長
flow-level-section = 申請者の課の長
flow-level-department = 申請者の部の長
flow-moved-vacant = 本来の決裁者がいないため
flow-moved-own = 本来の決裁者が申請者本人のため
flow-moved-overdue = 期限までに決裁されなかったため

## Why something was not done with an application.
flow-refusal-not-in-service = 申請する人が在職していません。申請日と所属を確認してください。
flow-refusal-nobody-to-decide = 決裁できる人がいません。人事担当に、決裁経路と所属長の発令を確認してもらってください。
flow-refusal-on-its-way = ほかの人が同じ内容を申請しています。その申請が終わってから、もう一度申請してください。
flow-refusal-not-your-step = この段階の決裁者ではありません。異動や代決の期間が変わった可能性があります。一覧に戻って、自分の決裁待ちを確認してください。
flow-refusal-own-application = 自分の申請は、自分では決裁できません。
flow-refusal-not-yet = いまは、この段階の決裁を受け付けていません。申請の画面を開き直して、経路を確認してください。
flow-refusal-decided = 先に{ $by }さんが「{ $decision }」としました。あなたの決裁は記録していません。
flow-refusal-ended = この申請は、もう「{ $state }」になっています。あなたの操作は記録していません。
flow-refusal-reason-missing = 理由を入力してください。申請した人に伝わります。
flow-refusal-comment-too-long = コメントは1,000文字までです。{ $over }文字減らしてください。
flow-refusal-not-the-applicant = この操作は、申請した本人だけができます。
flow-refusal-decided-since = 次の決裁が済んでいるため、承認を取り戻せません。次の決裁者に連絡してください。
flow-refusal-unknown-kind = この種類の申請は、いま扱えません。システム管理者に連絡してください。
flow-refusal-steps-missing = 決裁の段階を1つ以上、10以内で入れてください。
flow-refusal-step-names-nobody = 決裁者の指定に、見つからない部署または職員があります。選び直してください。
flow-refusal-same-route = 同じ条件の経路が、同じ期間にもうあります。前の経路を終わらせてから追加してください。
flow-refusal-ends-too-early = 終わりの日は、今日以降で、始まりの日より後にしてください。
flow-refusal-route-stale = ほかの人がこの経路を変えました。内容を確認して、もう一度操作してください。

## What can be set.
flow-settings-approvals = 決裁
flow-settings-due-days = 決裁の日数
flow-settings-due-days-hint = 決裁の順番が来てから、何日までに決裁するか。経路で日数を決めているときは、経路の日数を使います。
flow-settings-counting = 日数の数え方
flow-settings-counting-hint = 開庁日だけを数えるか、毎日を数えるか。開庁日は、土日、祝日、年末年始の休みを除いた日です。期限の前のお知らせも、同じ数え方です。
flow-counting-workdays = 開庁日だけ（土日・祝日・年末年始を除く）
flow-counting-calendar-days = 毎日
flow-settings-escalate-after = 上位者への引上げ
flow-settings-escalate-after-hint = 期限を何日過ぎたら、次の上位者に決裁を移すか。0にすると、移しません。

## The journal.
# used: flow-act-* by the journal page
flow-act-application-submitted = 申請した
flow-act-application-approved = 申請を承認した（最終）
flow-act-application-returned = 申請を差し戻した
flow-act-application-rejected = 申請を却下した
flow-act-application-withdrawn = 申請を取り下げた
flow-act-step-approved = 申請を承認した（途中）
flow-act-step-taken-back = 承認を取り戻した
flow-act-step-escalated = 決裁を上位者に移した
flow-act-route-added = 決裁経路を追加した
flow-act-route-ended = 決裁経路を終わらせた

## Long work.
flow-job-state-waiting = 順番待ち
flow-job-state-running = 処理中
flow-job-state-done = 完了
flow-job-state-failed = できませんでした
flow-job-state-cancelled = 取り消し
flow-job-refusal-not-found = この処理は、もうありません。一覧を開き直してください。
flow-job-refusal-has-ended = この処理は、もう終わっています。
flow-job-refusal-has-not-failed = もう一度行えるのは、できなかった処理と取り消した処理だけです。
flow-job-error-again = 途中で問題が起きました。少し時間をおいて自動でもう一度行います。
flow-job-error-fault = 何度か行いましたが、できませんでした。システム管理者に伝えてください。
flow-job-error-denied = 頼んだ人に、この処理を行う権限がなくなりました。
flow-job-error-lost = { $n }回始めましたが、そのたびにプログラムが止まりました。システム管理者に伝えてください。
flow-job-tidy = 古い記録の片付け
flow-job-tidied = { $n }件を片付けました。
flow-job-digest = まとめメールの作成
flow-job-digested = まとめメールを{ $n }通書きました。
flow-job-remind = 期限のお知らせ
flow-job-reminded = { $n }件を知らせました。

## Notices.
flow-notice-kind-job-ended = 頼んだ処理の終わり
flow-notice-kind-todo-due = やることの期限
flow-notice-job-done = { $job }が終わりました
flow-notice-job-failed = { $job }ができませんでした
flow-notice-todo-due = 「{ $title }」の期限は{ $day }です
flow-way-product = 画面だけ
flow-way-mail = そのつどメールでも
flow-way-digest = 1日1回のまとめメールでも

## Mail.
flow-mail-state-waiting = 送信待ち
flow-mail-state-sending = 送信中
flow-mail-state-sent = 送信済み
flow-mail-state-failed = 送れませんでした
flow-mail-state-cancelled = 取り消し
flow-mail-refusal-not-found = このメールは、もうありません。一覧を開き直してください。
flow-mail-refusal-is-sent = このメールは、もう送られたか、いま送っているところです。
flow-mail-error-no-server = メールサーバーにつながりません。つながったら自動で送ります。
flow-mail-error-not-now = メールサーバーがいまは受け取れないと答えました。時間をおいて自動で送ります。
flow-mail-error-refused = メールサーバーが受け取りを断りました。宛先のアドレスを確かめてください。
flow-mail-error-address = 宛先のアドレスがメールに使えません。お知らせの受け取り方でアドレスを直してください。
flow-mail-error-given-up = 5日のあいだ送れなかったため、送るのをやめました。
flow-mail-subject = 【{ $city } はぐくみ】{ $title }
flow-mail-greeting = { $name } さん
flow-mail-line = ・{ $line }
flow-mail-link = くわしくは、次のページを開いてください。
flow-mail-no-link = くわしくは、はぐくみを開いて「お知らせ」を見てください。
flow-mail-from = { $city } はぐくみ
flow-mail-automatic = このメールは自動で送っています。受け取り方は、はぐくみの「お知らせの受け取り方」で変えられます。
flow-digest-subject = 新しいお知らせ { $n }件
flow-digest-more = ほかにもあります

## What can be set.
flow-settings = 仕事の流れ
flow-settings-tidy-hour = 片付けの時刻（時）
flow-settings-tidy-hour-hint = 期限の切れたファイルや古い記録を消す時刻です。0から23までの時で入力します。
flow-settings-reminder-days = 期限の何日前に知らせるか
flow-settings-reminder-days-hint = やることの期限がこの日数以内になったら、本人に一度だけ知らせます。0は当日です。日数は、決裁の期限と同じ数え方です。
flow-settings-reminder-hour = 期限を知らせる時刻（時）
flow-settings-reminder-hour-hint = 0から23までの時で入力します。
flow-settings-mail = メール
flow-settings-mail-is-sent = メールを送る
flow-settings-mail-is-sent-hint = 「はい」にすると、お知らせをメールでも送ります。差出人アドレスとメールサーバーの用意が必要です。
flow-settings-mail-from = 差出人アドレス
flow-settings-mail-from-hint = 例：hagukumi@city.example.lg.jp。空のあいだ、メールは送られずに待ちます。
flow-settings-mail-sender = 差出人の名前
flow-settings-mail-sender-hint = 例：みどり野市 人事課
flow-settings-public-address = このシステムのアドレス
flow-settings-public-address-hint = メールとカレンダーからページを開くために使います。例：https://hagukumi.city.example.lg.jp
flow-settings-digest-hour = まとめメールの時刻（時）
flow-settings-digest-hour-hint = 1日1回のまとめメールを書く時刻です。0から23までの時で入力します。

## What stands in the journal.
flow-act-job-cancelled = 処理の取り消し
flow-act-job-retried = 処理のやり直し
flow-act-mail-cancelled = メールの取り消し
flow-act-mail-retried = メールの送り直し
flow-act-preferences-changed = お知らせの受け取り方の変更
flow-act-calendar-made = カレンダーの秘密のアドレスの作成
flow-act-calendar-revoked = カレンダーの秘密のアドレスの廃止

## What people are told of applications.
flow-notice-kind-turn = 決裁の順番が来た
flow-notice-kind-decided = 自分の申請が決裁された
flow-notice-kind-in-place = 自分の代わりに決裁された
flow-notice-turn = { $name }さんの申請が、あなたの決裁を待っています
flow-notice-approved = 申請が承認されました
flow-notice-rejected = 申請が却下されました
flow-notice-returned = 申請が差し戻されました
flow-notice-in-place = { $by }さんが、あなたの代わりに決裁しました
flow-notice-title = 件名：{ $title }
flow-notice-comment = コメント：{ $comment }
flow-job-escalate = 決裁の期限の確認
flow-job-escalated = { $n }件を上位者に移しました
