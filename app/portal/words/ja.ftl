## Navigation, signing in, home.
portal-navigation-home = ホーム
portal-navigation-administration = 設定
portal-home = やること
portal-home-lead = { $day } { $name }さん
portal-home-today = 今日まで
portal-home-soon = 2週間以内
portal-home-later = そのあと
portal-home-empty = やることはありません。
portal-home-plans = 計画
portal-see-all = すべて見る
portal-count = { $n }件
portal-menu = メニュー
portal-kit = 部品の一覧
portal-sign-in = ログイン
portal-login = 利用者名
portal-password = パスワード
portal-sign-in-forgotten = パスワードを忘れたときは、人事担当かシステム管理者に連絡してください。
portal-signed-out = ログアウトしました。
portal-demo-hint = 体験用の市です。利用者名とパスワードは、起動した画面に表示されています。

## Pages that explain.
# used: portal-help-* by explain::help
# used: portal-accessibility-* by explain::accessibility
# used: portal-privacy-* by explain::privacy

portal-help = ヘルプ
portal-help-lead = はぐくみは、人材育成の計画と、その実績を1か所で扱うシステムです。
portal-help-1 = 実績を入力する
portal-help-1-text = 入力の期間になると、ホームの「やること」に表示されます。［入力する］を押し、年度の実績と数字を書いて［保存する］を押してください。保存するたびに、前の内容も残ります。
portal-help-2 = ほかの人が先に保存していたとき
portal-help-2-text = あなたの入力は消えません。相手の内容と並べて表示するので、どちらを残すか選んで、もう一度保存してください。
portal-help-3 = 数字の出どころを見る
portal-help-3-text = 計算した数字には、もとの記録へのリンクがあります。手で入力した数字には、出典の説明が付きます。
portal-help-4 = 公表したあとに直す
portal-help-4-text = 人事担当が「訂正」として直します。前の値、直した日、理由が残り、公開ページにも載ります。
portal-help-5 = キーボードで使う
portal-help-5-text = Tab キーで進み、Shift+Tab キーで戻ります。どの画面も、最初の Tab で「本文へ移動」が出ます。
portal-accessibility = アクセシビリティ
portal-accessibility-lead = どなたにも使える画面を目指しています。
portal-accessibility-1 = 目標
portal-accessibility-1-text = WCAG 2.2 のレベル AA に適合することを目標にしています。これは JIS X 8341-3:2016 のレベル AA を含みます。
portal-accessibility-2 = 検査
portal-accessibility-2-text = すべての画面を、机上とスマートフォンの幅で、自動の検査（axe）にかけています。キーボードだけの操作、JavaScript なしの利用、印刷も検査しています。画面読み上げソフトでの確認は、これからです。
portal-accessibility-3 = 困ったとき
portal-accessibility-3-text = 読めない、操作できない画面があれば、人事担当までお知らせください。
portal-privacy = 個人情報の扱い
portal-privacy-lead = 公開ページは、だれが見たかを記録しません。
portal-privacy-1 = クッキー
portal-privacy-1-text = 表示する言語の選択だけを保存します。職員がログインしたときは、ログインを続けるためのクッキーを使います。広告や解析のためのものは使いません。
portal-privacy-2 = 外部との通信
portal-privacy-2-text = 画面は外部のサイトから何も読み込みません。
portal-privacy-3 = 職員の操作の記録
portal-privacy-3-text = ログインした職員の操作は、日時とともに記録し、書き換えを検出できる形で保存します。

## The first administrator.
portal-set-up = はじめの設定
portal-set-up-lead = このデータベースには、まだ利用者がいません。最初のシステム管理者を作ります。
portal-set-up-name = 氏名
portal-set-up-name-hint = 画面と操作の記録に表示します。
portal-login-hint = 半角の英字・数字と . - _ @ で、3文字以上
portal-password-hint = { $n }文字以上。よく使われる言葉や、利用者名を含むものは使えません。
portal-password-again = パスワード（もう一度）
portal-password-differs = 2回のパスワードが違います。同じものを入力してください。
portal-set-up-button = 管理者を作る
portal-set-up-done = 管理者を作りました。次に、人事担当などの利用者を作ってください。
portal-set-up-done-before = 管理者は、すでに作られています。ログインしてください。

## One's own account.
portal-account = 利用者の設定
portal-account-unit = 所属
portal-account-roles = 役割
portal-account-language = 表示する言語
portal-account-language-unknown = その言語は使えません。日本語か English を選んでください。
portal-account-sessions = ログインしている端末
portal-session-browser = ブラウザー
portal-session-address = アドレス
portal-session-opened = ログイン
portal-session-used = 最後に使った時
portal-session-here = この端末
portal-session-end = ログアウトさせる
portal-session-ended = その端末をログアウトさせました。
portal-session-end-all = すべての端末からログアウトする
portal-session-end-all-hint = この端末も含めて、{ $n }台からログアウトします。
portal-actions = 操作
portal-save = 保存する
portal-saved = 保存しました。
portal-password-change = パスワードを変更する
portal-password-old = 今のパスワード
portal-password-new = 新しいパスワード
portal-password-changed = パスワードを変更しました。ほかの端末はログアウトしました。
portal-password-must = 仮のパスワードで入っています。続けるには、自分のパスワードに変更してください。
portal-role-administrator = システム管理者
portal-role-personnel-officer = 人事担当
portal-role-section-editor = 計画担当
portal-role-viewer = 閲覧

## What the administration has in common.
portal-all-again = すべて表示する
portal-search-button = さがす

## Everybody's accounts.
portal-accounts = 利用者
portal-accounts-lead = だれが、どの役割で使えるかを決めます。仮のパスワードを出し直すこともできます。
portal-accounts-search = 利用者名・氏名・かな・職員番号でさがす
portal-accounts-empty = 利用者が見つかりません。別の言葉でさがすか、新しく作ってください。
portal-accounts-back = 利用者の一覧へ
portal-account-name = 氏名
portal-account-staff-no = 職員番号
portal-account-outside = 職員以外
portal-account-roles-today = 今日の役割
portal-account-no-role = なし（ログインできません）
portal-account-state = 状態
portal-account-state-active = 使えます
portal-account-state-must-change = 仮のパスワード
portal-account-state-locked = 一時的に停止中（入力の間違い）
portal-account-state-disabled = 停止中
portal-account-facts = 基本の情報
portal-account-created = 作った日時
portal-account-disabled-at = 停止した日時
portal-account-locked-until = 間違いによる停止の終わり
portal-account-journal = 操作の記録
portal-account-is-own = これは、あなた自身の利用者です。
portal-account-to = この利用者を見る

## A new account.
portal-account-new = 利用者を作る
portal-account-new-whose = だれの利用者ですか
portal-account-new-search = 職員をさがす
portal-account-new-search-hint = 職員番号、氏名、かなの、はじめの何文字かを入れてください。
portal-account-new-outside = 職員以外の人の利用者を作る
portal-account-new-nobody = 今日在職している職員に、当てはまる人がいません。別の言葉でさがしてください。
portal-account-new-having = すでに利用者がある人
portal-account-new-employee = 職員
portal-account-new-employee-not-chosen = 職員を選んでください。
portal-account-new-content = 利用者の内容
portal-account-new-password-hint = 仮のパスワードを作り、次の画面に1回だけ表示します。本人は、はじめてログインしたときに自分のパスワードに変えます。
portal-account-new-button = 利用者を作る
portal-account-made = { $name }さんの利用者を作りました
portal-handed-out = 本人に渡す内容
portal-handed-out-password = 仮のパスワード
portal-handed-out-until = 使える期限
portal-handed-out-once = 仮のパスワードは、この画面でしか見られません。書き写すか印刷して、本人に直接渡してください。
portal-handed-out-first = はじめてログインすると、自分のパスワードを決める画面が出ます。

## Roles of an account.
# used: portal-role-* by account::role_name and role_entry::role_choices

portal-role-administrator-hint = 利用者、設定、操作の記録を扱います。
portal-role-personnel-officer-hint = 計画の全体を扱います。
portal-role-section-editor-hint = 担当する課の実績を入力します。
portal-role-viewer-hint = 計画を見ます。
portal-role-of-unit = { $role }（{ $unit }）
portal-role-own-unit = 所属の課
portal-role-own-unit-choice = 所属の課（異動すると、自動で変わります）
portal-role-unit-gone = 今はない所属
portal-role-unit = 計画担当が受け持つ課
portal-role-unit-hint = 計画担当だけが使います。下にある係も含みます。
portal-role-unit-needed = 職員以外の人が計画担当になるときは、受け持つ課を選んでください。
portal-role-from = 始まる日
portal-role-to = 外れる日
portal-role-not-chosen = 役割を1つ以上選んでください。
portal-role-ends-too-early = 外れる日が、始まる日より前か同じ日です。始まる日より後の日を入力してください。
portal-account-role = 役割
portal-account-roles-empty = 役割がありません。役割を付けるまで、ログインできません。
portal-role-state-held = 今日の役割
portal-role-state-coming = これから
portal-role-state-ended = 終わり
portal-role-give = 役割を付ける
portal-role-give-button = 役割を付ける
portal-role-given = 役割を付けました。
portal-role-end = 外す
portal-role-end-on = 外れる日
portal-role-end-on-hint = この日から、この役割では使えません。
portal-role-end-button = 役割を外す
portal-role-ended = 役割を外しました。

## Password and closing of an account.
portal-password-reset = パスワードの再発行
portal-password-reset-hint = 新しい仮のパスワードを作り、次の画面に1回だけ表示します。今のパスワードは使えなくなり、本人はすべての端末からログアウトします。入力の間違いによる停止も解きます。
portal-password-reset-button = 仮のパスワードを作る
portal-password-was-reset = { $name }さんの仮のパスワードを作りました
portal-account-disable = 利用を止める
portal-account-disable-hint = すぐにすべての端末からログアウトさせ、ログインできないようにします。役割とこれまでの記録は残り、あとで再開できます。
portal-account-disable-button = 利用を止める
portal-account-disabled = 利用を止めました。
portal-account-enable = 利用を再開する
portal-account-enable-hint = もう一度ログインできるようにします。パスワードと役割は、止める前のままです。
portal-account-enable-button = 利用を再開する
portal-account-enabled = 利用を再開しました。

## Settings of the city.
portal-settings = 市の設定
portal-settings-lead = 市の名前や、計画の基準などです。日付を決めて変え、前の値も残ります。
portal-setting = 項目
portal-setting-now = 今の値
portal-setting-today = 今日の値
portal-setting-default = はじめの値
portal-setting-since = いつから
portal-setting-by = 変えた人
portal-setting-at = 入力した日時
portal-setting-never = はじめから
portal-setting-coming = { $day }から { $value }
portal-setting-value = 値
portal-setting-from = この日から
portal-setting-from-hint = その日からの画面と計算に使います。それより前の日の値は変わりません。
portal-setting-longest = { $n }文字まで
portal-setting-range = { $least }から{ $most }までの数
portal-setting-yes = はい
portal-setting-no = いいえ
portal-setting-unusable = （今は使えない値）
portal-setting-change = 変える
portal-setting-change-button = 変える
portal-setting-changed = 設定を変えました。
portal-setting-history = これまでとこれからの値
portal-setting-history-empty = まだ一度も変えていません。はじめの値のままです。
portal-setting-state = 状態
portal-setting-state-held = 今日の値
portal-setting-state-coming = これから
portal-setting-state-past = 前の値

## The journal.
portal-journal = 操作の記録
portal-journal-lead = だれが、いつ、何をしたかを見ます。書き換えられていないかも確かめられます。
portal-journal-filter = 操作の記録をしぼり込む
portal-journal-filter-button = しぼり込む
portal-journal-number = 番号
portal-journal-at = 日時
portal-journal-who = 行った人
portal-journal-act = 操作
portal-journal-act-name = 操作の符号
portal-journal-act-all = すべての操作
portal-journal-subject = 対象
portal-journal-kind = 種類
portal-journal-detail = 内容
portal-journal-from = この日から
portal-journal-to = この日まで
portal-journal-day-hint = 例：R8.4.1
portal-journal-empty = 当てはまる記録がありません。
portal-journal-newest = いちばん新しい記録へ
portal-journal-older = 古い記録へ
portal-journal-file = 操作の記録_{ $day }
portal-journal-unreadable-days = 日付を読み取れないため、ファイルを作れません。操作の記録の画面で日付を直してから、もう一度保存してください。
portal-journal-too-many = 記録が10万件を超えるため、1つのファイルにできません。日付でしぼり込んでから、もう一度保存してください。
portal-journal-verify = 書き換えがないか確かめる
portal-journal-verified = 書き換えの確認
portal-journal-verified-facts = 確認の結果
portal-journal-verified-at = 確かめた日時
portal-journal-sound-entries = 正しくつながっている記録の数
portal-journal-is-sound = { $n }件の記録が、書かれたときのまま、すべてつながっています。
portal-journal-is-broken = { $seq }番の記録が、書かれたときと違うか、なくなっています。
portal-journal-broken-hint = データベースが直接書き換えられたおそれがあります。保守の担当に連絡し、控え（バックアップ）と比べてください。
portal-journal-head = 最後の記録の印
portal-journal-head-hint = この印を紙などに控えておくと、あとで全部が作り直されていないかも確かめられます。
portal-journal-back = 操作の記録へ

## Acts and what they are done to.
# used: portal-act-* by journal_page::acts
# used: portal-subject-* by journal_page::subject_words

portal-act-area = 「{ $area }」の操作すべて
portal-act-area-accounts = 利用者
portal-act-area-settings = 市の設定
portal-act-area-plan = 計画
portal-act-accounts-signed-in = ログイン
portal-act-accounts-signed-out = ログアウト
portal-act-accounts-signed-out-everywhere = すべての端末からログアウト
portal-act-accounts-session-ended = 1つの端末をログアウト
portal-act-accounts-locked = 間違いが続いたための停止
portal-act-accounts-set-up = 最初の管理者の作成
portal-act-accounts-created = 利用者の作成
portal-act-accounts-role-given = 役割を付けた
portal-act-accounts-role-ended = 役割を外した
portal-act-accounts-disabled = 利用の停止
portal-act-accounts-enabled = 利用の再開
portal-act-accounts-password-reset = パスワードの再発行
portal-act-accounts-password-changed = パスワードの変更
portal-act-accounts-language-changed = 表示する言語の変更
portal-act-settings-changed = 設定の変更
portal-act-plan-imported = 計画の取込み
portal-act-plan-drafted = 次の計画の作成
portal-act-plan-state-changed = 計画の段階の変更
portal-act-plan-cover-saved = 計画の表紙・はじめにの変更
portal-act-plan-node-added = 体系の追加
portal-act-plan-node-edited = 体系の変更
portal-act-plan-node-moved = 体系の移動
portal-act-plan-node-removed = 体系の削除
portal-act-plan-program-added = 事業の追加
portal-act-plan-program-edited = 事業の変更
portal-act-plan-program-assigned = 事業の担当課の変更
portal-act-plan-program-moved = 事業の移動
portal-act-plan-program-removed = 事業の削除
portal-act-plan-cell-saved = 年度の計画の入力
portal-act-plan-measure-saved = 数字の定義の変更
portal-act-plan-measure-removed = 数字の削除
portal-act-plan-target-saved = 目標の変更
portal-act-plan-result-entered = 実績の入力
portal-act-plan-result-restored = 前の実績に戻した
portal-act-plan-evaluated = 評価の入力
portal-act-plan-review-written = 振り返りの記入
portal-act-plan-round-opened = 実績の入力の依頼
portal-act-plan-round-closed = 入力の締め切り
portal-act-plan-year-closed = 年度の確定
portal-act-plan-year-reopened = 年度の確定の取り消し
portal-act-plan-records-looked-at = 数字のもとの記録の閲覧
portal-act-plan-corrected = 公表後の訂正
portal-subject-account = 利用者
portal-subject-setting = 設定
portal-subject-plan = 計画
portal-subject-node = 体系
portal-subject-program = 事業
portal-subject-round = 入力の依頼

## Search.
portal-search = さがす
portal-search-label = さがす言葉
portal-search-hint = 事業や取組の名前、担当課、計画と実績の文章からさがします。
portal-search-hint-people = 事業や取組の名前、担当課、計画と実績の文章、職員の氏名・かな・職員番号・所属からさがします。
portal-search-found = { $n }件見つかりました。
portal-search-empty = 見つかりませんでした。言葉を短くするか、別の言葉でさがしてください。
portal-search-more = はじめの{ $n }件を表示しています。言葉を足すと、しぼり込めます。
portal-search-programs = 事業
portal-search-nodes = 体系（柱・方向性・取組）
portal-search-people = 職員
portal-search-part-review = 振り返り
portal-search-part-plan = 実施計画
