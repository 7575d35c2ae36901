# Pages of applications and decisions: inbox, routes, deputies, notices, long work.

## Long work, outgoing mail, notices, calendars: what they have in common.
approvals-administration = 設定
approvals-all = すべて
approvals-none = なし
approvals-actions = 操作
approvals-narrow = 絞り込む
approvals-show-all = すべて表示
approvals-save = 保存する
approvals-account = アカウント

## Long work.
approvals-jobs = 時間のかかる処理
approvals-jobs-mine = 頼んだ処理
approvals-jobs-none = 処理はありません。
approvals-job-kind = 処理
approvals-job-state = 状態
approvals-job-said = 結果
approvals-job-asked-by = 頼んだ人
approvals-job-by-clock = 自動（決まった時刻）
approvals-job-asked = 頼んだ日時
approvals-job-begun = 始めた日時
approvals-job-ended = 終わった日時
approvals-job-attempts = 行った回数
approvals-job-facts = この処理について
approvals-job-how-far = 進み具合
approvals-job-progress = { $total }件中{ $done }件（{ $percent }%）
approvals-job-counted = { $done }件まで済みました
approvals-job-under-way = 処理しています
approvals-job-step = { $step }：{ $progress }
approvals-job-waits = 順番を待っています。ふつうは数秒で始まります。このページを閉じても処理は進みます。
approvals-job-stops = 取り消しを受け付けました。区切りのよいところで止まります。
approvals-job-again = 次は{ $at }に行います。
approvals-job-see = 結果を見る
approvals-job-file-until = { $at }まで保存できます
approvals-job-file-gone = このファイルは、保存できる期限を過ぎました。もう一度処理を頼んでください。
approvals-job-look-again = 最新の状態を見る
approvals-job-follow = 自動で更新する
approvals-job-follows = 4秒ごとに更新しています。
approvals-job-follow-not = 自動の更新を止める
approvals-job-cancel = 取り消す
approvals-job-retry = もう一度行う
approvals-job-cancelled = 処理を取り消しました。
approvals-job-retried = もう一度行います。

## Notices.
approvals-notices = お知らせ
approvals-notices-which = お知らせの範囲
approvals-notices-unread = 未読（{ $n }）
approvals-notices-all = すべてのお知らせ
approvals-notices-none = 新しいお知らせはありません。
approvals-notices-mark-all = すべて既読にする
approvals-notices-marked = { $n }件を既読にしました。
approvals-notices-none-chosen = 既読にするお知らせが選ばれていません。お知らせを開き直してください。
approvals-notice-new = 未読
approvals-notice-old = 既読
approvals-notice-mark = 既読にする
approvals-notice-marked = 既読にしました。
approvals-wishes = お知らせの受け取り方
approvals-wishes-address = メールアドレス
approvals-wishes-address-hint = お知らせのメールを送る先です。空にすると、メールは送りません。
approvals-wishes-at-work = 空にすると、職員一覧のアドレス（{ $address }）に送ります。
approvals-wishes-address-unread = メールアドレスとして読み取れません。hanako@city.example.lg.jp のように入力してください。
approvals-wishes-no-mail = いまは市の設定でメールを送っていません。お知らせは画面で見られます。
approvals-wishes-saved = お知らせの受け取り方を保存しました。

## Outgoing mail.
approvals-mail = 送るメール
approvals-mail-off = メールを送らない設定です。市の設定の「メールを送る」を「はい」にすると送ります。
approvals-mail-no-server = メールサーバーが決まっていません。プログラムを始めるときに HAGUKUMI_SMTP_HOST で指定してください。メールは消えずに待っています。
approvals-mail-no-sender = 差出人アドレスが決まっていません。市の設定で入力してください。メールは消えずに待っています。
approvals-mail-no-address = このシステムのアドレスが決まっていないため、メールにページへのリンクが入りません。
approvals-mail-down = { $at }からメールサーバーが受け取っていません。メールは消えずに待っていて、つながったら自動で送ります。（{ $fault }）
approvals-mail-waiting = 送信待ち
approvals-mail-count = { $n }通
approvals-mail-server = メールサーバー
approvals-mail-sender = 差出人アドレス
approvals-mail-empty = メールはありません。
approvals-mail-subject = 件名
approvals-mail-to = 宛先
approvals-mail-written = 書いた日時
approvals-mail-state = 状態
approvals-mail-again = 次は{ $at }に送ります。
approvals-mail-retry = すぐに送る
approvals-mail-cancel = 取り消す
approvals-mail-retried = すぐに送ります。
approvals-mail-cancelled = メールを取り消しました。

## The personal calendar.
approvals-calendar = 自分のカレンダー
approvals-calendar-lead = やることの期限を、ふだん使っているカレンダー（Outlookなど）で見られます。
approvals-calendar-secret = 秘密のアドレス
approvals-calendar-none-yet = まだ作っていません。作ると、そのアドレスを知っている人だけが期限を見られます。
approvals-calendar-make = アドレスを作る
approvals-calendar-is-made = アドレスを作りました
approvals-calendar-address = カレンダーのアドレス
approvals-calendar-once = このアドレスは、いまだけ表示します。ほかの人に教えないでください。
approvals-calendar-no-public = 市の設定でこのシステムのアドレスが決まっていないため、いま開いているアドレスで作りました。
approvals-calendar-made = 作った日時
approvals-calendar-read = 最後に読まれた日時
approvals-calendar-never-read = まだ読まれていません
approvals-calendar-renew = 作り直す
approvals-calendar-renew-hint = 作り直すと、前のアドレスは使えなくなります。
approvals-calendar-revoke = 使えなくする
approvals-calendar-revoke-hint = どのカレンダーからも読めなくなります。
approvals-calendar-revoked = カレンダーのアドレスを使えなくしました。
approvals-calendar-none = カレンダーのアドレスはありません。
approvals-calendar-how = 使い方
approvals-calendar-how-text = カレンダーの「URLで追加」や「インターネットから登録」に、このアドレスを入れます。1時間ごとに新しくなります。期限の件名だけが入り、中身は入りません。
approvals-calendar-name = { $city } はぐくみ やること

## Applications and decisions.
approvals-navigation = 決裁
approvals-inbox = 決裁待ち
approvals-mine = 自分の申請
approvals-done = 決裁したもの
approvals-overview = 期限の一覧
approvals-approval-general = 伺い（所属長への申請）
approvals-kind = 種類
approvals-kind-all = すべての種類
approvals-title = 件名
approvals-title-hint = 何の申請か、ひと目で分かるように書いてください。
approvals-body = 内容
approvals-body-hint = お願いしたいこと、理由、いつまでにを書いてください。
approvals-amount = 金額
approvals-yen-unit = 円
approvals-yen = { $n }円
approvals-minutes = { $h }時間{ $m }分
approvals-applicant = 申請者
approvals-submitted = 申請日
approvals-due = 期限
approvals-due-by = 期限 { $day }（{ $left }）
approvals-state = 状態
approvals-state-now = 今の状態
approvals-decision = 決裁
approvals-at = 日時
approvals-what = 内容
approvals-who = した人
approvals-comment = コメント
approvals-comment-hint = 差し戻すときと却下するときは、理由を必ず書いてください。申請した人に伝わります。
approvals-count = { $n }件
approvals-count-sum = { $count }　合計 { $sum }
approvals-filter = 絞り込み
approvals-filter-button = 絞り込む
approvals-all-again = すべて表示する
approvals-back = 戻る
approvals-look = 確認する
approvals-no-employee = この利用者は職員と結び付いていないため、申請はできません。

## The inbox.
approvals-inbox-empty = 決裁待ちの申請はありません。
approvals-deputising = { $names }さんの代わりに決裁できます（代決）。代わりに決裁するものには、印が付きます。
approvals-in-place-of = { $name }さんの代決
approvals-in-my-place = { $name }さんが代決
approvals-choose = 選ぶ
approvals-choose-one = 「{ $title }」を選ぶ
approvals-bulk-button = 選んだものをまとめて承認する
approvals-bulk = まとめて承認する
approvals-bulk-count = { $n }件を承認しようとしています
approvals-bulk-sums = 件数と金額
approvals-bulk-missing = 選んだもののうち{ $n }件は、もうあなたの決裁待ちではないため、除きました。
approvals-bulk-nothing = 承認する申請を選んでください。
approvals-bulk-approve = { $n }件を承認する
approvals-bulk-approved = { $n }件を承認しました。
approvals-bulk-done = まとめて承認した結果
approvals-bulk-left = { $n }件は承認できませんでした
approvals-bulk-unknown = 表示できない申請

## One application.
approvals-content = 申請の内容
approvals-open-subject = 申請の対象を開く
approvals-round = 申請の回数
approvals-round-n = { $n }回目
approvals-round-of = { $what }（{ $n }回目）
approvals-closed = 終わった日
approvals-route = 決裁経路
approvals-order = 順番
approvals-seat = 決裁者
approvals-decided-by = 決裁
approvals-head-of = { $unit }の長
approvals-holder = { $name }（{ $post }）
approvals-holder-deputies = { $holder }　代決：{ $deputies }
approvals-person-gone = 今はいない職員
approvals-unit-gone = 今はない部署
approvals-counted-workdays = 期限は、開庁日（土日・祝日・年末年始を除く日）だけを数えます。
approvals-counted-days = 期限は、毎日を数えます。
approvals-by-program = 自動
approvals-deputised = { $name }（{ $principal }さんの代決）
approvals-decide = 決裁する
approvals-decide-in-place = { $name }さんの代わりに決裁します（代決）。{ $name }さんに知らせます。
approvals-history = 経過
approvals-change = 直してもう一度申請する
approvals-returned-hint = 差し戻されています。経過にある理由を読み、直してもう一度申請するか、取り下げてください。
approvals-take-back = 承認を取り戻す
approvals-take-back-hint = 次の決裁者が決裁するまでは、あなたの承認を取り戻せます。
approvals-take-back-button = 承認を取り戻す
approvals-withdraw = 申請を取り下げる
approvals-withdraw-open = 取り下げる
approvals-withdraw-hint = 取り下げると、決裁はここで終わります。元に戻せません。
approvals-withdraw-button = 申請を取り下げる
approvals-unseen = 代わりに決裁されたもの（後閲）
approvals-unseen-one = あなたの代わりに決裁されました。内容を確認してください。
approvals-seen-button = 確認しました
approvals-seen = 代決を確認したことを記録しました。
approvals-not-seen = 未確認
approvals-approved = 「{ $title }」を承認しました。次の決裁者に進みます。
approvals-approved-last = 「{ $title }」を承認しました。これで決裁は終わりです。
approvals-returned = 「{ $title }」を差し戻しました。
approvals-rejected = 「{ $title }」を却下しました。
approvals-was-decided = 「{ $title }」は、もう同じ決裁をしています。
approvals-taken-back = 「{ $title }」の承認を取り戻しました。
approvals-withdrawn = 「{ $title }」を取り下げました。
approvals-ruling-unknown = 承認、差戻し、却下のどれかを選んでください。
approvals-mine-empty = まだ申請はありません。
approvals-done-empty = まだ決裁したものはありません。

## On paper.
approvals-record = 決裁の記録
approvals-record-pdf = 記録（PDF）
approvals-record-file = 決裁の記録-{ $id }.pdf
approvals-printed = { $at } 出力

## Deadlines.
approvals-overview-all = 全庁の、決裁を待っている申請です。
approvals-overview-own = 自分の申請と、自分の決裁待ちです。
approvals-overview-empty = この範囲に、決裁を待っている申請はありません。
approvals-within = 範囲
approvals-within-overdue = 期限を過ぎたもの
approvals-within-week = 1週間以内
approvals-within-all = すべて

## General applications (伺い).
approvals-general-new = 新しい申請
approvals-general-again = 申請を直す
approvals-general-lead = 決まった様式のないことを、所属長に申請します。
approvals-general-route = 決裁者：{ $route }
approvals-hand-in = 申請する
approvals-hand-in-again = もう一度申請する
approvals-handed-in = 申請しました。決裁が終わると、お知らせします。

## Routes.
approvals-routes = 決裁経路
approvals-routes-how = 経路の決まり方
approvals-routes-how-text = 条件に合う経路のうち、いちばん細かいものを使います。申請の種類、近い部署、上の職、高い金額の順です。申請者が決裁者本人のときと、決裁者がいないときは、次の上位者が決裁します。経路は申請した時に決まり、あとで変えても、進んでいる申請には影響しません。
approvals-route-built-in = 経路がないとき
approvals-routes-defined = 決めた経路
approvals-routes-empty = 決めた経路はありません。すべての申請が、係の長、課の長の順に進みます。
approvals-whom = 対象
approvals-whole-city = 全庁
approvals-rank-all = すべての職
approvals-rank-from = { $rank }以上
approvals-amount-from = { $amount }以上
approvals-route-from = 始まりの日
approvals-route-to = 終わりの日（この日から使わない）
approvals-route-holds = 使用中
approvals-route-coming = 予定
approvals-route-ended = 終わり
approvals-route-end = 終わらせる
approvals-route-end-on = 使わなくなる日
approvals-route-end-hint = この日から、使わなくなります。
approvals-route-end-button = 終わらせる
approvals-route-was-ended = 経路を終わらせました。
approvals-route-added = 経路を追加しました。
approvals-route-by = { $kind }の経路（{ $from }から）
approvals-route-new = 経路を追加する
approvals-route-for = どの申請の経路か
approvals-unit = 部署
approvals-unit-hint = 下にある部署も含みます。
approvals-rank = 申請者の職
approvals-rank-hint = この職と、その上の職の人の申請に使います。
approvals-amount-least = この金額から
approvals-amount-least-hint = 金額のない申請には、金額を決めた経路は使いません。
approvals-route-steps = 決裁の段階
approvals-route-steps-hint = 上から順に決裁します。使わない段階は、空けておいてください。
approvals-step-n = 段階{ $n }
approvals-step-none = なし
approvals-step-person = 職員を指定する（職員番号）
approvals-step-days = { $who }（{ $n }日）
approvals-step-group = { $names }（{ $rule }）
approvals-staff-no = 職員番号
approvals-staff-of-step = 職員番号（指定するとき）
approvals-staff-unknown = この番号の職員は見つかりません。番号を確認してください。
approvals-days = 日数
approvals-beside = 前の段階と同時に決裁する
approvals-rule = 同時に決裁する人のうち
approvals-route-add = 追加する
approvals-trial = 経路を試す
approvals-trial-hint = この人の申請なら、だれが決裁するかを確かめられます。
approvals-trial-on = 申請する日
approvals-trial-button = 試す
approvals-trial-name = { $unit } { $name }さんの申請
approvals-trial-step = { $n }　{ $who }

## What is to be done.
approvals-todo-kind-decide = 決裁
approvals-todo-kind-returned = 差戻し
approvals-todo-kind-seen = 後閲
approvals-todo-decide = 決裁する
approvals-todo-open = 開く
approvals-todo-overdue = { $count }（期限を過ぎたもの { $overdue }件）
approvals-todo-returned = 差し戻されました。直して、もう一度申請してください。
approvals-todo-in-place = あなたの代わりに決裁されたものがあります

## The journal.
# used: approvals-act-* by the journal page
approvals-act-general-written = 伺いを申請した
approvals-act-general-changed = 伺いを直して申請した

## Lists as files.
approvals-file = CSVで保存
approvals-file-in-place-of = 代決（本来の決裁者）
approvals-file-decided-by = 決裁した人
approvals-file-comment = 意見
approvals-file-too-long = 件数が多すぎてファイルにできません。条件を選んで、件数を減らしてください。
