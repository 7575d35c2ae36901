# The frame of every page
screen-product = はぐくみ
screen-product-kind = 人材育成システム
screen-language-name = 日本語
screen-navigation = 主なメニュー
screen-menu = メニュー
screen-search = さがす
screen-search-label = 職員・取組・研修をさがす
screen-search-hint = 氏名・かな・取組名でさがす
screen-notices = お知らせ { $count }件
screen-help = ヘルプ
screen-user-menu = の利用者メニュー
screen-user-account = 自分の設定
screen-user-sign-out = ログアウト
screen-user-sign-in = ログイン
screen-public-plans = 公開している計画
screen-accessibility = アクセシビリティ
screen-privacy = 個人情報の扱い
screen-demo = これは試用のための架空の市です。入力しても、どこにも送られません。
screen-page-skip = 本文へ移動
screen-page-error-prefix = エラー：
screen-page-print = 印刷
screen-page-crumbs = 現在の場所
screen-page-step-done = （済み）
screen-page-printed = { $city } はぐくみ { $moment } 出力（{ $unit } { $name }）

# Deadlines
screen-due-today = 今日まで
screen-due-tomorrow = 明日まで
screen-due-left = あと{ $days }日
screen-due-past = { $days }日過ぎています

# How something stands
screen-status-achieved = 達成
screen-status-on-track = 順調
screen-status-slightly-behind = やや遅れ
screen-status-behind = 遅れ
screen-status-not-entered = 未入力
screen-status-no-record = 実績なし
screen-status-not-done = 未実施
screen-status-not-computable = 算定不可

# Lists
screen-table-sort-by = で並べ替える
screen-table-region = （表）
screen-table-pages = ページの移動
screen-table-page = ページ
screen-table-previous = 前へ
screen-table-next = 次へ
screen-table-none = 0件
screen-table-shown = { $from }〜{ $to }件／{ $total }件
screen-table-csv = CSVで保存
screen-table-xlsx = Excelで保存

# Forms
screen-form-required = ※必須
screen-form-optional = 任意
screen-form-errors = 入力を直すところが{ $count }つあります
screen-form-blank = { $field }を入力してください
screen-form-too-long = { $field }は{ $most }文字までです。{ $over }文字減らしてください
screen-form-no-date = { $field }の日付を読み取れません。令和9年1月16日、R9.1.16、2027/1/16のように入力してください
screen-form-no-number = { $field }は数字で入力してください。例：12、80.7
screen-form-out-of-range = { $field }は{ $least }から{ $most }までの整数で入力してください
screen-form-not-chosen = { $field }を選んでください
screen-form-date-hint = 例：令和9年1月16日、R9.1.16、2027/1/16
screen-form-date-unread = 日付として読み取れません
screen-form-date-pick = カレンダー

# Charts
screen-chart-year = 年度
screen-chart-actual = 実績
screen-chart-target = 目標
screen-chart-note = 備考
screen-chart-item = 項目
screen-chart-count = 件数
screen-chart-share = 割合
screen-chart-table = 表で見る
screen-chart-save = 図を保存
screen-chart-none = 実績なし
screen-chart-scheduled = 予定
screen-chart-forecast = 予測値
screen-chart-as-of = { $day }時点
screen-chart-as-of-short = 時点
screen-chart-break = 集計方法の変更
screen-chart-break-note = { $year }から集計方法を変えました：{ $what }
screen-chart-limit = 目安 { $amount }
screen-chart-over = 超過
screen-chart-unsure = 確定していない値
screen-chart-total = 合計

# When something failed
screen-back-home = ホームへ戻る
screen-failure-number = 番号 { $number }
screen-not-found = ページがありません
screen-not-found-hint = 消されたか、アドレスが違っています。メニューからさがしてください。
screen-problem-not-found = このアドレスのものは、ありません。アドレスと as_of の日付を確かめてください。
screen-problem-method = この方法では使えません
screen-problem-method-hint = このアドレスは GET と HEAD で読むだけです。
screen-problem-token = トークンが必要です
screen-problem-token-hint = Authorization: Bearer に続けて、有効なトークンを付けてください。失効や期限切れ、許可していない接続元のときも、この答えになります。
screen-denied = このページは開けません
screen-denied-hint = 見る権限がありません。必要なときは、所属の長か人事担当に相談してください。
screen-stale = ほかの人が先に変更しました
screen-stale-hint = 保存していません。前のページに戻り、新しい内容を確かめてから、もう一度入力してください。
screen-refused = 受け付けられませんでした
screen-too-large = ファイルが大きすぎます
screen-too-large-hint = { $limit }MBまで受け付けます。何も取り込んでいません。分けるか、不要なシートを除いて、もう一度送ってください。
screen-fault = うまくいきませんでした
screen-fault-hint = 何も変更していません。もう一度試してください。続くときは、下の番号をシステム担当に知らせてください。

## Settings of the city's pages.
screen-settings = 画面
screen-settings-city-name = 自治体の名前
screen-settings-city-name-hint = すべての画面の上に表示します。
screen-settings-theme = 色
screen-settings-theme-hint = ボタンや、いまいる場所を示す色です。
screen-theme-blue = 青
screen-theme-green = 緑
screen-status-entered = 入力済み
screen-status-not-due = まだ
screen-status-not-planned = 予定なし
screen-status-ended = 終了

## Showing again who one is.
screen-renewal = もう一度、本人か確かめます
screen-renewal-lead = 大切な操作の前に、ログインのパスワードをもう一度入力してください。
screen-renewal-keeps = 入力した内容は残っています。確かめたあと、そのまま続きます。
screen-renewal-password = パスワード
screen-renewal-code = 確認コード
screen-renewal-code-hint = スマートフォンのアプリに出ている6けたの数字。手元にないときは、予備のコードを使えます。
screen-renewal-button = 続ける
screen-renewal-provider-hint = 市の認証基盤でログインしています。パスワードの代わりに、そちらでもう一度確かめることもできます。
screen-renewal-provider = 認証基盤で確かめる
