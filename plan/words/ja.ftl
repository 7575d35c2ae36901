
## 読み込みの確認：場所 (document, problems)
plan-place-line = { $line }行目 { $column }文字目
plan-place-cell = シート「{ $sheet }」の{ $cell }
plan-place-file = ファイル全体

# The name of a field in a sentence.
# used: plan-problem-field* by the messages below
plan-problem-field = { $field ->
    [municipality] 自治体名
    [title] 表題
    [publisher] 発行元
    [source] 出典
    [legal_bases] 根拠法令
    [name] 名称
    [review_name] 振り返りでの名称
    [chart_name] 体系図での名称
    [name_en] 英語名
    [label] 見出し
    [unit] 単位
    [heading] 見出し
    [text] 本文
    [outline] 概要
    [review_result] 成果等
    [review_footnote] 振り返りの注記
    [plan_footnote] 実施計画の注記
    [note] 備考
    [owner] 担当課
    [place] 訂正箇所
    [before] 訂正前
    [after] 訂正後
    [by] 訂正者
    [reason] 理由
   *[other] { $field }
}

## 読み込みの確認：計画の内容 (validation)
plan-problem-format = このファイルの形式（format = { $found }）は読み込めません。format = 1 のファイルを使ってください。
plan-problem-code = 計画コード「{ $code }」は使えません。半角の小文字・数字・ハイフンで{ $longest }文字以内にしてください（例：midorino-2025）。
plan-problem-own-previous = 前の計画に、この計画自身のコードが書かれています。一つ前の計画のコードにするか、空にしてください。
plan-problem-empty = { plan-problem-field }が空です。入力してください。
plan-problem-line-break = { plan-problem-field }の途中で改行されています。1行にしてください。
plan-problem-too-long = { plan-problem-field }が長すぎます（{ $length }文字）。{ $longest }文字以内にしてください。
plan-problem-control = { plan-problem-field }に、目に見えない制御文字が入っています。入力し直してください。
plan-problem-key = キー「{ $key }」は使えません。半角の小文字・数字と . _ - で{ $longest }文字以内にしてください。先頭は文字か数字にしてください。
plan-problem-key-twice = キー「{ $key }」が二度使われています。どちらかを別のキーにしてください。
plan-problem-month = 「{ $found }」は年月として読み取れません。2011-04 のように書いてください。
plan-problem-years-reversed = 年度の順序が逆です（{ $from } から { $to }）。早い年度を先に書いてください。
plan-problem-year = { $year }年度は扱えません。{ $first }年度から{ $last }年度までの西暦で書いてください。
plan-problem-too-many-years = 期間が長すぎます（{ $years }）。{ $most }年以内にしてください。
plan-problem-review-after-plan = 振り返りの年度（{ $review }）が、計画の年度（{ $plan }）より前になっていません。どちらかの年度を直してください。
plan-problem-mid-term = 中間見直しの年度（{ $year }）が、計画の年度（{ $years }）の外にあります。計画の年度のいずれかにしてください。
plan-problem-label = 番号の見せ方「{ $label }」に番号の位置がありません。{"{n}"}（その階層の番号）か{"{path}"}（全体の番号）を入れてください。
plan-problem-path = 番号「{ $path }」は読み取れません。1-2-3 のように、1から始まる半角の数字をハイフンでつないでください。
plan-problem-path-twice = 番号「{ $path }」が二度使われています。どちらかの番号を直してください。
plan-problem-depth = 「{ $path }」は{ $depth }段目ですが、階層（level）は{ $levels }段しか定められていません。階層を増やすか、番号を直してください。
plan-problem-parent = 「{ $path }」の上位「{ $parent }」が、それより前にありません。先に「{ $parent }」を書いてください。
plan-problem-node-order = 「{ $path }」が上位「{ $parent }」から離れた所にあります。「{ $parent }」のすぐ後に続けて並べてください。
plan-problem-number = 番号「{ $path }」が順番どおりではありません。ここは「{ $expected }」にしてください。
plan-problem-program-node = この事業の属する「{ $node }」が計画にありません。体系にある番号にしてください。
plan-problem-review-without-years = 振り返りの事業がありますが、振り返りの年度（review_years）がありません。年度を書いてください。
plan-problem-outside = { $found }年度は、ここに書ける年度（{ $years }）の外にあります。年度を直すか、計画の年度を広げてください。
plan-problem-cells-overlap = { $years }年度の欄が、{ $other }年度の欄と重なっています。どちらかの年度を直してください。
plan-problem-year-twice = { $year }年度が二度書かれています。一つにまとめてください。
plan-problem-brace-unclosed = 「{"{"}」に対する「{"}"}」がありません。閉じるか、括弧そのものなら「{"{{"}」と書いてください。
plan-problem-brace-unopened = 「{"}"}」に対する「{"{"}」がありません。括弧そのものなら「{"}}"}」と書いてください。
plan-problem-placeholder = 「{"{"}{ $found }{"}"}」は数値の差し込みとして読み取れません。{"{key}"}、{"{key:target}"}、{"{key@2017}"} のいずれかで書いてください。
plan-problem-no-measures = 「{ $key }」という指標がありません。この事業には指標がまだないので、指標を加えてください。
plan-problem-unknown-measure = 「{ $key }」という指標がこの事業にありません。使えるのは { $known } です。
plan-problem-merged-nowhere = 統合先がありません。統合した事業のキーを merged_into に書いてください。
plan-problem-merged-into-itself = 統合先「{ $key }」が、この事業自身です。別の事業のキーにしてください。
plan-problem-merged-into-unknown = 統合先「{ $key }」という事業が計画にありません。計画にある事業のキーにしてください。
plan-problem-not-merged = 統合先「{ $key }」が書かれていますが、状態が「統合」ではありません。状態を「統合」にするか、統合先を消してください。
plan-problem-origin = 元の事業「{ $key }」が計画にありません。計画にある事業のキーにしてください。前の計画の事業なら、前の計画（previous）のコードを書いてください。
plan-problem-own-origin = 元の事業「{ $key }」が、この事業自身です。キーが変わらない事業には書かなくてかまいません。

## 読み込みの確認：TOML (formats/toml)
plan-toml-syntax = ここが TOML の書き方になっていません（{ $remark }）。この行を見直してください。
plan-toml-full-width = この行に全角の記号（＝ ” ［ ］ ｛ ｝ ， ． や全角の空白）があります。半角にしてください。
plan-toml-duplicate = 同じ項目が二度書かれています。一つにまとめてください。
plan-toml-quotes = 文字は " で囲んでください（例：name = "仕組みづくり"）。
plan-toml-value-missing = 「=」の後に値がありません。値を書くか、この行を消してください。
plan-toml-assignment = 「項目 = 値」の形になっていません。「=」が一つあるか、前の行の " が閉じているかを確かめてください。
plan-toml-unclosed = 括弧が閉じていません。この行か前の行に、対応する ] か {"}"} を書いてください。
plan-toml-leading-zero = 数の頭に 0 は書けません。0 を消してください。
plan-toml-comma = 値の間のカンマ（,）が足りないか、余っています。カンマを直してください。
plan-toml-key = 項目名は半角の英数字と - _ で書いてください。
plan-toml-string = 文字列の書き方が正しくありません。" が閉じているかを確かめ、\ そのものは \\ と書いてください。
plan-toml-missing = 「{ $field }」がありません。書き加えてください。
plan-toml-unknown = 「{ $found }」という項目はここでは使えません。使えるのは { $known } です。
plan-toml-unknown-meant = 「{ $found }」という項目はここでは使えません。「{ $meant }」のことでしたら、直してください。
plan-toml-text-expected = 「{ $field }」は文字で、" で囲んで書いてください。
plan-toml-number-expected = 「{ $field }」は整数で、" で囲まずに書いてください。
plan-toml-amount-expected = 「{ $field }」は数で書いてください（小数は6桁まで。例：80.7）。
plan-toml-flag-expected = 「{ $field }」は true か false で書いてください。
plan-toml-date-expected = 「{ $field }」は日付で、2019-03-31 のように書いてください（"平成31年3月31日" とも書けます）。
plan-toml-year-expected = 「{ $field }」は西暦の年度で、2026 のように書いてください。
plan-toml-years-expected = 「{ $field }」は西暦の年度で、"2019-2021" のように書いてください。
plan-toml-years-key = 「{ $found }」は年度として読み取れません。2019 または 2019-2021 のように、西暦の半角数字で書いてください。
plan-toml-one-year = ここには1年度ずつ書いてください（「{ $found }」は複数の年度です）。
plan-toml-by-years-expected = 「{ $field }」は年度ごとに書いてください（例：{ $field }.2019 = …）。
plan-toml-table-expected = 「{ $field }」は {"{ … }"} の形で書いてください。
plan-toml-tables-expected = 「{ $field }」は [[{ $field }]] の見出しの下に書いてください。
plan-toml-texts-expected = 「{ $field }」は ["…", "…"] の形で、文字を並べて書いてください。
plan-toml-word = 「{ $field }」に「{ $found }」は使えません。次のいずれかにしてください：{ $words }
plan-toml-cell-expected = 欄の内容は "…" か {"{ text = \"…\", status = \"…\" }"} の形で書いてください。
plan-toml-evaluation-expected = 評価は {"{ grade = \"順調\", reason = \"…\", next = \"継続\" }"} の形で書いてください。
plan-toml-definition-expected = 数え方は文字で、" で囲んで書いてください。
plan-toml-target-expected = 目標は "14以上" か {"{ goal = \"3以上\", baseline_year = 2015 }"} の形で書いてください。
plan-toml-goal = 目標「{ $found }」を読み取れません。"14以上"、"45以下"、"3" のように書いてください。
plan-toml-baseline-year = 基準値（baseline）には、基準の年度（baseline_year）も書いてください。
plan-toml-quality-twice = quality と as_of の両方が書かれています。どちらか一つにしてください。

## 読み込みの確認：JSON (formats/json)
plan-json-end = ファイルが途中で終わっています。最後まで保存されたファイルかどうかを確かめてください。
plan-json-syntax = ここが JSON の書き方になっていません（{ $remark }）。この行を見直してください。
plan-json-missing = 「{ $field }」がありません。書き加えてください。
plan-json-unknown = 「{ $field }」という項目はここでは使えません。項目名を直すか、消してください。
plan-json-value = ここの値を読み取れません（{ $remark }）。値の形を見直してください。

### ── Excel の計画（formats/xlsx） ──

plan-xlsx-sheet-missing = シート「{ $sheet }」がありません。書き出したブックのシートを消さずに使うか、シートの名前を「{ $sheet }」に戻してください。
plan-xlsx-sheet-ignored = シート「{ $sheet }」は計画のシートではないため、読み込みませんでした。
plan-xlsx-formula-error = 数式が「{ $error }」になっています。数式を直すか、値を入力してください。
plan-xlsx-no-headings = 見出しの行が見つかりません。「{ $headings }」の見出しを1つの行に並べてください。
plan-xlsx-heading-missing = 見出し「{ $heading }」の列がありません。この行に「{ $heading }」の列を加えてください。
plan-xlsx-heading-twice = 見出し「{ $heading }」の列が2つあります。どちらかの列を消してください。
plan-xlsx-heading-unknown = 見出し「{ $heading }」は使われていません。見出しの字を直すか、この列を消してください。
plan-xlsx-cell-empty = 「{ $heading }」が空です。入力してください。
plan-xlsx-year-unreadable = 「{ $heading }」の「{ $found }」を年度として読めません。「令和7年度」「R7」「2025」のように入力してください。
plan-xlsx-number-unreadable = 「{ $heading }」の「{ $found }」を数値として読めません。単位や文字を付けず、小数は6桁までの数字で入力してください。
plan-xlsx-day-unreadable = 「{ $heading }」の「{ $found }」を日付として読めません。「令和7年3月25日」「2025/3/25」のように入力してください。
plan-xlsx-day-without-as-of = 日付がありますが「時点」になっていません。確度を「時点」にするか、日付を消してください。
plan-xlsx-word-unknown = 「{ $heading }」の「{ $found }」は使われていません。{ $choices } から選んでください。
plan-xlsx-label-missing = 「{ $heading }」の行がありません。A列に「{ $heading }」、B列にその内容を入力した行を加えてください。
plan-xlsx-label-twice = 「{ $heading }」の行が2つあります。どちらかの行を消してください。
plan-xlsx-label-unknown = 項目「{ $heading }」は使われていません。項目名を直すか、この行を消してください。
plan-xlsx-years-reversed = 「{ $heading }」の「{ $found }」が最初の年度より前です。最初の年度と最後の年度を確かめてください。
plan-xlsx-no-levels = 階層がありません。A列に「階層1」、B列に名称（柱など）、D列に番号の書き方を入力した行を加えてください。
plan-xlsx-path-twice = 番号「{ $path }」が2つあります。どちらかの番号を直してください。
plan-xlsx-path-is-day = 番号が日付（{ $found }）になっています。セルの表示形式を「文字列」にしてから「1-2-3」のように入力し直してください。
plan-xlsx-path-unreadable = 番号「{ $found }」を読めません。「1-2-3」のように、数字をハイフンでつないで入力してください。
plan-xlsx-too-deep = 番号「{ $path }」は階層の数（{ $levels }）より深くなっています。番号を直すか、「表紙」に階層を加えてください。
plan-xlsx-name-elsewhere = 番号「{ $path }」の名称は「{ $level }」の列に書いてください。この列の文字は消してください。
plan-xlsx-year-not-in-plan = 年度「{ $heading }」は、「表紙」の年度（{ $years }）に入っていません。「表紙」の年度を直すか、この列を消してください。
plan-xlsx-node-not-in-chart = 番号「{ $path }」は「体系図」にありません。「体系図」に行を加えるか、番号を直してください。
plan-xlsx-heading-differs = 見出し「{ $found }」が「体系図」の名称「{ $name }」と違います。名称を変えるときは「体系図」で直し、ここは同じ名称にしてください。
plan-xlsx-no-heading-above = この行より上に、番号（1-2-3）のある見出しの行がありません。見出しの行の下に移してください。
plan-xlsx-row-unknown = 番号の列の「{ $found }」を読めません。番号（1-2-3）か、「概要」「成果等」「脚注」のどれかにしてください。
plan-xlsx-row-twice = 同じ見出しの下に「{ $found }」の行が2つあります。1つにまとめてください。
plan-xlsx-outline-differs = 概要が「振り返り」と「実施計画」で違います。どちらも同じ文章にしてください。
plan-xlsx-plan-or-actual = 区分は「計画」か「実績」にしてください（いまは「{ $found }」です）。
plan-xlsx-program-without-name = 事業名がありません。「取組・事業」の列に事業名を入力してください。
plan-xlsx-cell-over-rows = 計画と実績の行にまたがって結合されています。結合を解いて、行ごとに入力してください。
plan-xlsx-span-outside-years = 結合したセルが年度の列からはみ出しています。続いた年度の列の中だけで結合してください。
plan-xlsx-key-made = 事業「{ $name }」に事業キー「{ $key }」を付けました。
plan-xlsx-key-twice = 「{ $part }」に事業キー「{ $key }」が2つあります。新しい事業の事業キーは空にしてください（自動で付きます）。
plan-xlsx-program-unknown = 「{ $part }」に事業キー「{ $key }」の事業がありません。キーを直すか、事業をやめたのならこの行を消してください。
plan-xlsx-name-differs = 同じ指標の「{ $heading }」が「{ $name }」と「{ $found }」で違います。どちらかにそろえるか、この欄を空にしてください。
plan-xlsx-measure-unknown = 指標キー「{ $key }」がシート「指標」のこの事業にありません。「指標」に行を加えるか、キーを直してください。
plan-xlsx-state-unused = 「セルの状態」のこの行（{ $key } { $years }）に合うセルが表にないため、使いませんでした。
plan-xlsx-state-twice = 同じセルの行が2つあります。どちらかの行を消してください。

### ── 計画の記録・規則・操作（records, rules, acts, figures, settings, todos） ──

## 進み具合
plan-standing-achieved = 達成
plan-standing-on-track = 順調
plan-standing-slightly-behind = やや遅れ
plan-standing-behind = 遅れ
plan-standing-entered = 入力済み
plan-standing-not-entered = 未入力
plan-standing-not-due = まだ
plan-standing-not-planned = 予定なし
plan-standing-ended = 終了

## 計画の状態
plan-state-draft = 作成中
plan-state-section-input = 各課入力
plan-state-hr-review = 人事課確認
plan-state-committee = 委員会審議
plan-state-adopted = 策定済み
plan-state-published = 公表済み
plan-state-closed = 終了

## 足りないもの
plan-lack-result = 実績が未入力
plan-lack-final-figure = 数値が確定していない
plan-lack-figure = 目標に対する数値がない
plan-lack-evaluation = 評価が未入力

## 読み込みの差分
plan-change-added = 追加
plan-change-changed = 変更
plan-change-removed = 削除
plan-change-unchanged = 変更なし
plan-field-title = 表題
plan-field-cover = 表紙の記載
plan-field-years = 計画期間
plan-field-levels = 体系の階層
plan-field-introduction = はじめに
plan-field-corrections = 訂正
plan-field-name = 名称
plan-field-owner = 担当課
plan-field-place = 体系の中の位置
plan-field-text = 説明・注記
plan-field-review-result = 振り返りの成果
plan-field-plan = 計画
plan-field-actual = 実績
plan-field-measure = 指標
plan-field-definition = 数え方
plan-field-target = 目標
plan-field-value = 数値
plan-field-evaluation = 評価
plan-field-origin = 由来

## できなかった理由
plan-refusal-stale = { $by }さんが先に保存しました。入力した内容は消えていません。今の内容と見比べて、もう一度保存してください。
plan-refusal-code-taken = 「{ $code }」は別の計画が使っています。別の計画コードにしてください。
plan-refusal-unusable-code = 「{ $code }」は計画コードに使えません。半角の小文字・数字・ハイフンで付けてください（例：midorino-2025）。
plan-refusal-already-adopted = この計画は「{ $state }」です。ファイルで置き換えることはできません。直すところは訂正として入力してください。
plan-refusal-problems = 直すところが{ $count }つあります。ファイルを直してから、もう一度読み込んでください。
plan-refusal-wrong-state = 計画が「{ $state }」の間はできません。計画の状態を確かめてください。
plan-refusal-no-such-step = 「{ $from }」から「{ $to }」へは進められません。順番に進めてください。
plan-refusal-years-open = 締めていない年度が{ $count }つあります。すべての年度を締めてから計画を終了してください。
plan-refusal-not-your-turn = 計画が「{ $state }」の間は、人事課だけが入力できます。直したいところは人事課に伝えてください。
plan-refusal-correction-only = 策定した計画の内容です。理由を添えて、訂正として入力してください。
plan-refusal-not-yet-adopted = 作成中の計画は訂正ではなく、そのまま直せます。編集の画面で直してください。
plan-refusal-year-outside = { $year }はこの計画の期間に入っていません。計画の期間の年度を選んでください。
plan-refusal-year-not-begun = { $year }はまだ始まっていません。年度が始まってから入力してください。
plan-refusal-year-not-over = { $year }はまだ終わっていません。年度が終わってから締めてください。
plan-refusal-year-closed = { $year }は締めてあります。理由を添えて、訂正として入力してください。
plan-refusal-year-open = { $year }は締めていません。そのまま入力できます。
plan-refusal-results-missing = { $year }の実績がない事業が{ $count }件あります。このまま締めるときは、確認の欄に印を付けてください。
plan-refusal-nothing-entered = 入力がありません。文章・状況・数値のどれかを入力してください。
plan-refusal-name-missing = 名前が入力されていません。名前を入力してください。
plan-refusal-reason-missing = 理由が入力されていません。あとで見た人に分かるように理由を入力してください。
plan-refusal-unusable-key = 「{ $key }」は識別名に使えません。半角の小文字・数字・点・ハイフンで付けてください。
plan-refusal-key-taken = 「{ $key }」はこの計画の別の事業が使っています。別の識別名にしてください。
plan-refusal-unreadable-text = 文章の波かっこを読み取れません（{ $text }）。数値は {"{"}識別名{"}"}、波かっこそのものは {"{{"} と {"}}"} で書いてください。
plan-refusal-unknown-measure = この事業に「{ $key }」という指標はありません。指標を追加するか、識別名を確かめてください。
plan-refusal-merged-into-nothing = 統合先が選ばれていません。「統合」にするときは、統合先の事業を選んでください。
plan-refusal-round-open = { $year }の実績は、今も各課に依頼しています。先の依頼を終えてから、次を始めてください。
plan-refusal-round-over = この依頼はもう終わっています。
plan-refusal-due-passed = 締切の{ $day }はもう過ぎています。今日からあとの日を入力してください。
plan-refusal-node-not-empty = 「{ $name }」の中に取組や事業が残っています。先に移すか削除してください。
plan-refusal-no-neighbour = これより先には動かせません。
plan-refusal-no-level-below = この下に階層はありません。上の階層に追加してください。
plan-refusal-next-too-early = 次の計画は{ $year }の翌年度からあとに始めてください。
plan-refusal-nothing-to-restore = この変更は元に戻せる実績ではありません。履歴から実績の変更を選んでください。

## 計画の数値
plan-figure-on-track-rate = 順調な事業の割合
plan-figure-percent = ％
plan-figure-on-track-rate-definition = その年度に実施している計画の事業のうち、進み具合を判断できるものを分母とし、「達成」または「順調」であるものの割合（小数第1位まで）。
plan-records-place = 番号
plan-records-name = 事業
plan-records-owner = 担当課
plan-records-standing = 進み具合

## 設定
plan-settings-grades = 進み具合の基準
plan-settings-on-track = 「順調」とする達成率（％）
plan-settings-on-track-hint = 目標に対する達成率がこの値以上で100％未満のとき、「順調」と表示します。
plan-settings-slightly-behind = 「やや遅れ」とする達成率（％）
plan-settings-slightly-behind-hint = 達成率がこの値以上で「順調」に届かないとき、「やや遅れ」と表示します。この値より低いと「遅れ」です。

## やること
plan-todo-title = { $plan } { $year } { $round }
plan-todo-kind-entry = 入力
plan-todo-kind-check = 確認
plan-todo-own-missing = 自分の課の未入力 { $count }件
plan-todo-all-missing = 全体の未入力 { $count }件
plan-todo-overdue = 締切を過ぎた未入力 { $count }件
plan-todo-all-entered = すべて入力されました。依頼を終えられます。
plan-todo-reviews-missing = 振り返りの成果が未記入の取組 { $count }件
plan-todo-write = 書く
plan-todo-enter = 入力する
plan-todo-check = 確認する

## Files that can be imported.
plan-file-not-utf8 = 文字コードが UTF-8 ではありません。UTF-8 で保存し直してから、取り込んでください。

### ── 計画のページ（pages） ──

## すべてのページ
plan-navigation = 計画
plan-tabs = 計画の中のページ
plan-tab-board = 計画と実績
plan-tab-input = 実績の入力
plan-tab-missing = 未入力の確認
plan-tab-review = 成果のまとめ
plan-tab-compare = 前の計画との比較
plan-tab-publish = 公表と締め
plan-tab-setup = 計画の編集
plan-list = 計画の一覧
plan-list-title = 計画
plan-list-years = 期間
plan-list-state = 状態
plan-list-empty = まだ計画がありません。計画のファイルを読み込むと始められます。
plan-import = 計画を読み込む
# used: plan-part-* by frame::part_name
plan-part-plan = 実施計画（{ $years }）
plan-part-review = 振り返り（{ $years }）
plan-note = 注記：

## 計画の一覧表
plan-board-files = ファイル
plan-board-enter = 実績を入力する
plan-board-summary = 進み具合
plan-board-as-of = { $year }・{ $day }現在
plan-board-until = までに「{ $round }」の入力
plan-board-own-missing = 自分の課の未入力 { $n }件
plan-board-figures = おもな指標
plan-target-at-least = { $amount }以上
plan-target-at-most = { $amount }以下
plan-target-exactly = { $amount }
plan-board-target = 目標 { $target }（{ $year }）
plan-board-before = 前年 { $change }
plan-board-matrix = 事業ごとの計画と実績
plan-board-filter = 絞り込む
plan-board-all = すべて表示
plan-board-empty = この条件に合う事業はありません。
plan-board-shown = { $total }事業のうち{ $shown }事業を表示しています
plan-board-scroll = 事業ごとの計画と実績の表
plan-board-caption = 事業ごと、年度ごとの計画と実績
plan-board-program = 事業
plan-board-now = 今年度
plan-board-enter-cell = 入力する
plan-board-planned = 計画：
plan-board-legend = 印の意味：
plan-filter-all = すべて
plan-filter-part = 期間
plan-filter-node = 柱
plan-filter-owner = 担当課
plan-filter-standing = 進み具合
plan-filter-mine = 自分の課だけ

## 取組と事業
plan-node-name-then = 当時の名称：{ $name }
plan-review-result = { $n }年間の成果等
plan-line-plan = 計画
plan-line-actual = 実績
plan-line-standing = 進み具合
plan-program-owner = 担当課
plan-program-years = 期間
plan-program-origin = 元の事業
# used: plan-program-see-* by program::other_part
plan-program-see-plan = 実施計画を見る
plan-program-see-review = 振り返りを見る
plan-program-plan-and-result = 計画と実績
plan-definition-from = { $year }から
plan-measure-empty = まだ数値がありません。
plan-not-computable = 算定不可
plan-sources = 数値の出どころ
plan-source-year = 年度
plan-source-amount = 数値
plan-source-quality = 確度
plan-source-target = 目標
plan-source-achieved = 達成率
plan-source-from = 出どころ
plan-source-computed = 記録から計算
plan-source-unknown = 入力（出典の記載なし）
plan-source-records = もとの記録
plan-evaluations = 評価
plan-evaluation-grade = 評価
plan-evaluation-reason = 理由
plan-evaluation-next = 今後の方向
plan-history = 変更の履歴
plan-history-empty = まだ変更はありません。
plan-history-at = 日時
plan-history-by = 変更した人
plan-history-before = 変更前
plan-history-after = 変更後
plan-history-reason = 理由
plan-figure-definition = 数え方
plan-figure-records = 記録の数
plan-figure-none = 表示できる記録はありません。
plan-figure-hidden = ほかに{ $n }件の記録がありますが、担当の範囲の外なので表示していません。

## ファイルと公表ページ
plan-files = ファイル
# used: plan-file-* by Kind::label, with -hint behind it
plan-file-pdf = PDF
plan-file-pdf-hint = 印刷と閲覧用の計画書
plan-file-xlsx = Excel
plan-file-xlsx-hint = 表として編集でき、読み込み直せます
plan-file-html = HTML
plan-file-html-hint = 1ページにまとめた計画書
plan-file-programs = 事業のCSV
plan-file-programs-hint = 事業と年度ごとに1行のオープンデータ
plan-file-measures = 指標のCSV
plan-file-measures-hint = 指標と年度ごとに1行のオープンデータ
plan-file-json = JSON
plan-file-json-hint = 計画のすべて。プログラムで扱え、読み込み直せます
plan-file-toml = TOML
plan-file-toml-hint = 計画のすべて。手で編集でき、読み込み直せます
plan-public-title = 公開している計画
plan-public-lead = 職員の育成のために定めた計画と、その進み具合を公開しています。
plan-public-none = 公開している計画はまだありません。

### ── 毎年の仕事のページ（pages/input, missing, review, publish_steps, corrections） ──

## 選ぶことば
# used: plan-status-* by choices::Listed
plan-status-considered = 検討
plan-status-carried = 実施
plan-status-continued = 継続
plan-status-changed = 変更
plan-status-merged = 統合
plan-status-abolished = 廃止
plan-status-not-carried = 未実施
plan-status-no-result = 実績なし
# used: plan-next-action-* by choices::Listed
plan-next-action-continue = 継続
plan-next-action-expand = 拡充
plan-next-action-revise = 見直し
plan-next-action-merge = 統合
plan-next-action-abolish = 廃止
# used: plan-quality-* by result::qualities
plan-quality-final = 確定
plan-quality-scheduled = 予定
plan-quality-forecast = 予測値
plan-quality-as-of = 時点

## 実績の入力
plan-input-heading = { $year }の実績
plan-input-show = 表示する
plan-input-index = 事業の一覧
plan-input-none = 入力を担当する事業はありません。担当のはずの事業がないときは、人事担当に連絡してください。
plan-input-not-begun = 計画の年度がまだ始まっていません。年度が始まると、ここで実績を入力できます。
plan-input-not-planned = この年度の計画はありません
plan-input-before = 前年（{ $year }）の実績
plan-input-text = 実績
plan-input-text-hint = 空けておくと、数値と状況から文章を作ります。{ $quotes }と書いた所には、その数値が入ります。
plan-input-quote = { $key }（{ $label }）
plan-input-comma = 、
plan-input-status = 状況
plan-input-status-none = 選ばない
plan-input-into = 統合先の事業（「統合」のとき）
plan-input-into-none = 選んでください
plan-input-quality = 確度
plan-input-as-of = いつの時点か
plan-input-target = 目標 { $target }
plan-input-source = { $label }の出どころ
plan-input-save = 保存する
plan-input-saved = 「{ $program }」の実績を保存しました。元に戻すときは、カードの［元に戻す］を押してください。
plan-input-last = { $at } { $by }
plan-input-undo = 元に戻す
plan-input-undone = 「{ $program }」の実績を、前の内容に戻しました。
plan-input-not-undone = 元に戻せませんでした。{ $why }
plan-input-achieved = 達成率 { $percent }
plan-input-evaluate = 評価を入力する
plan-input-grade-automatic = 自動（数値から判断）
plan-input-grade-by-figures = 自動（数値から判断：{ $grade }）
plan-input-next-none = まだ決めない
plan-input-save-evaluation = 評価を保存する
plan-input-evaluated = 「{ $program }」の評価を保存しました。
plan-conflict-current = 今の内容
plan-conflict-yours = あなたの入力
plan-conflict-unsaved = まだ保存していません
plan-conflict-nothing = （何もありません）

## 未入力の確認
plan-missing-heading = { $year }の入力状況
plan-missing-progress = { $expected }事業のうち { $entered } 入力済み・{ $left } 未入力
plan-missing-due = 「{ $round }」の期限 { $day }・{ $left }
plan-missing-by-section = 担当課ごと
plan-missing-entered = 実績の入力
plan-missing-editors = 入力できる人
plan-missing-no-owner = 担当課なし
plan-missing-no-unit = 組織の課と結び付いていません
plan-missing-no-editor = いません
plan-missing-all = 全体
plan-missing-programs = 足りない事業
plan-missing-none = 足りないものはありません。
plan-missing-place = 番号
plan-missing-what = 足りないもの
plan-missing-reviews = 成果のまとめが書かれていない取組 { $n }件

## 成果のまとめ
plan-review-text = 成果等
plan-review-written = { $all } のうち { $done } 記入済み
plan-review-saved = 成果のまとめを保存しました。
plan-review-unwritten = まだ書かれていません。
plan-review-none = 振り返る事業はありません。
plan-review-locked = 策定した計画の成果のまとめは、訂正として直します。
plan-review-in-next = この期間の成果は、次の計画の振り返りに書きます。
plan-review-no-next = この期間の成果は、次の計画の振り返りに書きます。次の計画はまだ作られていません。

## 公表と締め
plan-publish-state = 計画の状態：{ $state }
plan-publish-steps = 計画の進み方
plan-publish-public = 公開ページを見る
# used: plan-state-explained-* by publish_steps::page
plan-state-explained-draft = 人事担当が体系・事業・目標を作っています。
plan-state-explained-section-input = 各課が、担当する事業の内容を入力しています。
plan-state-explained-hr-review = 人事担当が、各課の入力を確かめています。
plan-state-explained-committee = 委員会で審議しています。
plan-state-explained-adopted = 計画が決まりました。年度ごとに実績を入力します。計画の内容は訂正としてだけ直せます。
plan-state-explained-published = だれでも読めます。年度ごとに実績を入力し、年度を締めます。
plan-state-explained-closed = 計画の期間が終わり、すべての年度を締めました。直すところは訂正として入力します。
# used: plan-step-to-* by publish_steps::step_label
plan-step-to-section-input = 各課に入力を依頼する
plan-step-to-hr-review = 各課の入力を終える
plan-step-to-committee = 委員会の審議に進める
plan-step-to-adopted = 策定する
plan-step-to-published = 公表する
plan-step-to-closed = 計画を終了する
# used: plan-step-back-* by publish_steps::step_label
plan-step-back-draft = 作成中に戻す
plan-step-back-section-input = 各課の入力に戻す
plan-step-back-hr-review = 人事課確認に戻す
plan-step-from-to = 「{ $from }」から「{ $to }」へ
plan-step-taken = 計画を「{ $state }」にしました。
# used: plan-step-effect-* by states::effects
plan-step-effect-section-input-1 = { $sections }課が、担当する事業を入力できるようになります（全部で{ $programs }事業）。
plan-step-effect-hr-review-1 = 各課は入力できなくなり、人事担当だけが直せます。
plan-step-effect-committee-1 = 各課は入力できません。人事担当は引き続き直せます。
plan-step-effect-committee-2 = 成果のまとめが書かれていない取組は{ $reviews }件です。
plan-step-effect-adopted-1 = 計画の内容（{ $programs }事業）は、理由を添えた訂正としてだけ直せるようになります。前の状態には戻せません。
plan-step-effect-adopted-2 = 策定日が空のときは、今日（{ $day }）になります。
plan-step-effect-adopted-3 = 各課は、年度ごとの実績を入力できるようになります。
plan-step-effect-published-1 = 公表すると、ログインしなくても、だれでも見られるようになります（{ $planned }事業と{ $files }種類のファイル）。
plan-step-effect-published-2 = 公表したあとに入力した実績も、そのまま公開されます。前の状態には戻せません。
plan-step-effect-closed-1 = 実績も評価も、訂正としてだけ直せるようになります。前の状態には戻せません。
plan-step-effect-closed-2 = まだ締めていない年度は{ $open }つです。
plan-step-effect-back-draft-1 = { $sections }課は入力できなくなります。入力した内容は残ります。
plan-step-effect-back-section-input-1 = { $sections }課が、もう一度入力できるようになります。
plan-step-effect-back-hr-review-1 = 人事担当が内容を直し、もう一度委員会に諮ります。
plan-confirm-effects = こうなります
plan-confirm-problems = 先に直すところが{ $count }つあります
plan-confirm-cancel = やめる

## 入力の依頼
plan-rounds = 入力の依頼
plan-rounds-none = 入力の依頼はまだありません。依頼を始めると、各課の「やること」に表示されます。
plan-rounds-not-yet = 計画を策定すると、各課に実績の入力を依頼できます。
# used: plan-round-mid-year* by publish_steps::kind_word and rounds::page
plan-round-mid-year = 年度の途中
plan-round-mid-year-hint = これまでの状況を集めます。数値は時点や予測値でかまいません。
# used: plan-round-year-end* by publish_steps::kind_word and rounds::page
plan-round-year-end = 年度末
plan-round-year-end-hint = 1年の実績を集めます。数値は確定したものにします。
plan-round-new = 入力の依頼を始める
plan-round-begin = 依頼する
plan-round-name = 名前
plan-round-name-hint = 各課の「やること」に表示されます。例：年度末の実績
plan-round-kind = 種類
plan-round-due = 期限
plan-round-opened-by = 始めた人
plan-round-open = 依頼中
plan-round-over = { $at } 終了
plan-round-effect = { $sections }課の「やること」に、入力の依頼が表示されます。
plan-round-effect-late = 期限を過ぎても、依頼を終えるか年度を締めるまで入力できます。
plan-round-opened = 「{ $round }」の入力を各課に依頼しました。
plan-round-end = 依頼を終える
plan-round-end-effect = 実績が未入力の事業は{ $left }件です。各課の「やること」から依頼が消えます。
plan-round-end-effect-late = 年度を締めるまでは、依頼を終えたあとも入力できます。
plan-round-ended = 入力の依頼を終えました。

## 年度の締め
plan-years = 年度の締め
plan-year-over = 締めていません
plan-year-running = 年度の途中
plan-year-ahead = これからの年度
plan-year-closed = { $at } { $by }が締めました
plan-close = 締める
plan-close-title = { $year }を締める
plan-close-effect-corrections = この年度の実績と評価は、理由を添えた訂正としてだけ直せるようになります。
plan-close-effect-frozen = 記録から計算した{ $count }個の数値を、今の値のまま残します。あとで記録が変わっても、計画の数値は変わりません。
plan-close-effect-rounds = 始まっている入力の依頼{ $count }件を終えます。
plan-close-missing = 足りないものがある事業 { $count }件
plan-close-lacking = { $program }（{ $owner }）：{ $lacks }
plan-close-frozen = 今の値のまま残す数値
plan-close-confirm = 実績が未入力の事業が{ $count }件あるまま締める
plan-close-done = { $year }を締めました。
plan-reopen = 締めを解く
plan-reopen-title = { $year }の締めを解く
plan-reopen-effect = 各課が、この年度の実績をもう一度入力できるようになります。
plan-reopen-effect-frozen = 残してあった{ $count }個の数値は記録に残り、計画には今日の計算による値を表示します。
plan-reopen-reason-hint = 記録に残ります。例：研修の出席者を数え直したため
plan-reopen-done = 年度の締めを解きました。もう一度締めるのを忘れないでください。

## 締めたあとに変わった数値
plan-drift = 締めたあとに変わった数値
plan-drift-lead = 締めたときの値と、今の記録から計算した値が違います。直すときは、訂正として入力してください。
plan-drift-none = 締めた年度の数値は、今の記録から計算しても同じです。
plan-drift-frozen = 締めたときの値
plan-drift-now = 今の値
plan-drift-why = 考えられる理由
plan-drift-redefined = 数え方が変わりました
plan-drift-records = 記録が追加・訂正・削除されました

## 訂正
plan-corrections = 訂正
plan-corrections-count = 訂正の一覧（{ $n }件）
plan-corrections-none = 訂正はありません。
plan-corrections-in-work = 作成中の計画は、訂正ではなくそのまま直せます。
plan-corrections-public = この一覧は、公開ページの「正誤」にも表示されます。
plan-correction-link = 訂正する
plan-correction-new = 訂正を入力する
plan-correction-lead = 策定した計画や締めた年度の内容を直します。直す前の文章、理由、訂正した日が残ります。
plan-correction-next = 次へ
plan-correction-target = 訂正する箇所
plan-correction-choose = 選んでください
# used: plan-correction-in-* by target::target_field
plan-correction-in-plan = 実施計画：
plan-correction-in-review = 振り返り：
plan-correction-in-tree = 体系：
plan-correction-what = 訂正する内容
# used: plan-correction-what-* by target::what_field
plan-correction-what-actual = 実績
plan-correction-what-plan = 計画
plan-correction-what-evaluation = 評価
plan-correction-what-heading = 事業名と担当課
plan-correction-what-name = 名称
plan-correction-what-outline = 説明
plan-correction-what-review-result = 成果等
plan-correction-what-review-footnote = 振り返りの注記
plan-correction-what-plan-footnote = 実施計画の注記
plan-correction-year-hint = 「事業名と担当課」のときは使いません。
plan-correction-before = 訂正前
plan-correction-after = 訂正後
plan-correction-reason-hint = 読む人に分かるように書いてください。例：集計の誤りのため
plan-correction-by = 訂正した課
plan-correction-by-hint = 訂正の一覧に表示します。空のときは、あなたの氏名になります。
plan-correction-on = 訂正日
plan-correction-save = 訂正する
plan-correction-saved = 訂正しました。
plan-correction-shown = 訂正前と訂正後の文章、理由、訂正した課が、計画書の「正誤」に載ります。
plan-correction-shown-public = 訂正前と訂正後の文章、理由、訂正した課が、公開ページの「正誤」に載り、だれでも見られます。

### ── 計画の組み立てのページ（pages/import, setup, next, compare） ──

## ファイルの読み込み
plan-import-file = 計画のファイル
plan-import-file-hint = Excel（.xlsx）、TOML、JSON を読み込めます。20MBまでです。
plan-import-next = まず中身を確かめて、何が変わるかを表示します。この段階では計画は変わりません。
plan-import-try = 中身を確かめる
plan-import-how = 読み込みのしかた
plan-import-how-new = 新しい計画は、ほかの計画のExcelを書き出し、計画コードと内容を直してから読み込むと早く作れます。
plan-import-how-change = 同じ計画コードの計画があるときは、ファイルの内容で置き換えます。変わらないところの履歴は残ります。
plan-import-how-adopted = 策定した計画は、ファイルでは置き換えられません。訂正として入力してください。
plan-import-no-file = ファイルが選ばれていません。計画のファイルを選んでください。
plan-import-empty = 「{ $name }」は中身が空です。保存し直したファイルを選んでください。
plan-import-csv = 「{ $name }」はCSVのため読み込めません。CSVには計画の一部しか入りません。Excel（.xlsx）のファイルを選んでください。
plan-import-kind = 「{ $name }」は計画のファイルとして読み込めません。Excel（.xlsx）、TOML、JSON のどれかを選んでください。
plan-import-broken = ファイルを最後まで受け取れませんでした。計画は変わっていません。もう一度ファイルを選んで送ってください。
plan-import-gone = この読み込みは、もう終わったか、1日を過ぎたために取り消されています。計画の一覧を確かめ、必要ならファイルを選び直してください。
plan-import-problems = 「{ $name }」に直すところが{ $count }つあります
plan-import-nothing-changed = 計画は変わっていません。ファイルを直してから、もう一度選んでください。
plan-import-problems-csv = 直すところの一覧（CSV）
plan-import-problems-file = 直すところ
plan-import-place = 場所
plan-import-sentence = 直すところ
plan-import-trial = 読み込みの確認
plan-import-what = 読み込むファイル
plan-import-name = ファイル
plan-import-code = 計画コード
plan-import-review = 振り返る期間
plan-import-present = 今の計画
plan-import-new = なし（新しい計画として作ります）
plan-import-replaces = あり（{ $state }）。この内容で置き換えます
plan-import-counts = 変わる数
plan-import-nodes = 体系
plan-import-programs = 事業
# used: plan-import-part-* by difference::part and setup
plan-import-part-plan = 実施計画の事業
plan-import-part-review = 振り返りの事業
plan-import-owners = 今の組織にない担当課が{ $count }つあります
plan-import-owners-hint = このまま読み込めます。これらの事業の実績は、担当の所属を選ぶまで人事課だけが入力できます。
plan-import-notes = 読み込むときに気づいたこと
plan-import-colon = ：
plan-import-difference = 変わるところ
plan-import-all-new = 追加される体系と事業
plan-import-no-difference = 今の計画と同じ内容です。
plan-import-field = 項目
plan-import-none = （なし）
plan-import-changed-meanwhile = ファイルを送ったあとに、ほかの人が計画を変更しました
plan-import-changed-meanwhile-hint = 何も失われていません。下の表は、今の計画と比べ直した結果です。もう一度確かめてから取り込んでください。
plan-import-confirm = この内容で取り込む
plan-import-undo = 取り込みを元に戻せるのは、計画を策定するまでの間だけです。戻すときは、今の計画のファイルを読み込み直します。先に保存しておいてください。
plan-import-keep-present = 今の計画を保存する（Excel）
plan-import-undo-new = 新しい計画は「作成中」になり、公表するまで外からは見えません。策定するまでは、直したファイルを何度でも読み込み直せます。
plan-import-do = 取り込む
plan-import-other = 別のファイルを選ぶ
plan-import-done = 計画を取り込みました。事業の追加{ $added }、変更{ $changed }、削除{ $removed }です。

## 計画の編集
plan-setup-fixed = この計画は「{ $state }」のため、ここでは変更できません。直すところは、理由を添えて訂正として入力してください。
plan-setup-corrections = 訂正のページへ
plan-setup-now = 今の内容
plan-setup-cover = 表紙と「はじめに」
plan-setup-tree = 体系と事業
plan-setup-empty = まだ体系がありません。最上位から追加してください。
plan-setup-order = 順番
plan-setup-up = 「{ $name }」を上へ
plan-setup-down = 「{ $name }」を下へ
plan-setup-edit = 編集する
plan-setup-see = 見る
plan-setup-save = 保存する
plan-setup-add = 追加する
plan-setup-cancel = 戻る
plan-setup-back = 計画の編集へ戻る
plan-setup-saved = 保存しました。
plan-setup-added = 追加しました。
plan-setup-moved = 動かしました。
plan-setup-removed = 削除しました。
plan-setup-state = 状態
plan-setup-title = 表題
plan-setup-municipality = 自治体名
plan-setup-publisher = 発行元
plan-setup-adopted = 策定日
plan-setup-policy = 基本方針の名称
plan-setup-policy-adopted = 基本方針の策定年月
plan-setup-policy-revised = 基本方針の改定年月
plan-setup-month-hint = 2011-04 のように入力してください。
plan-setup-legal = 根拠法令
plan-setup-legal-hint = 1行に1つ入力してください。
plan-setup-year-style = 年度の書き方
plan-setup-mid-term = 中間見直しの年度
plan-setup-introduction = はじめに
plan-setup-introduction-hint = 見出しと本文を空にすると、その節は削除されます。段落は空の行で区切ります。
plan-setup-section = { $number }番目の節
plan-setup-heading = 見出し
plan-setup-text = 本文
plan-setup-none = なし
plan-setup-add-node = { $level }を追加する
plan-setup-name = 名称
plan-setup-review-name = 振り返りでの名称
plan-setup-review-name-hint = 実施計画の名称と違うときだけ入力してください。
plan-setup-chart-name = 体系図での名称
plan-setup-chart-name-hint = 実施計画の名称と違うときだけ入力してください。
plan-setup-capability = 対応する機能の識別名
plan-setup-capability-hint = この取組を支える機能の名前です（例：paid-leave）。分からないときは変えないでください。
plan-setup-outline = 概要
plan-setup-plan-footnote = 実施計画の注記
plan-setup-review-footnote = 振り返りの注記
plan-setup-below = この中の体系
plan-setup-texts = 名称と文章
plan-setup-add-program = 事業を追加する
plan-setup-program-name = 事業の名称
plan-setup-part = 載せるところ
plan-setup-node = 属する体系
plan-setup-node-hint = 別のところへ移すときに選び直します。
plan-setup-owner = 計画書に載せる担当課
plan-setup-owner-hint = 空のときは、下で選んだ所属の名称を載せます。
plan-setup-unit = 実績を入力する所属
plan-setup-unit-hint = 今日の組織から選びます。
plan-setup-no-unit = 担当課の名称から探す
plan-setup-closed-unit = 今はない所属
plan-setup-key = 識別名
plan-setup-key-hint = 名称が変わっても同じ事業だと分かるための名前です。空にすると自動で付きます。
plan-setup-view = 計画のページで見る
plan-setup-heading-now = この事業
plan-setup-heading-edit = 名称・位置・担当課を変える
plan-setup-plan-line = 年度ごとの計画
plan-setup-no-cells = まだ計画の欄がありません。
plan-setup-add-cell = 計画の欄を追加する
plan-setup-cell = { $years }の計画
plan-setup-from = 最初の年度
plan-setup-to = 最後の年度
plan-setup-to-hint = 1年だけのときは、最初の年度と同じにします。
plan-setup-years-reversed = 最後の年度が最初の年度より前です。同じ年度か、後の年度を選んでください。
plan-setup-cell-text = 計画の内容
plan-setup-cell-text-hint = 計画書の欄にそのまま載ります。
plan-setup-quote = 指標の数値を文の中に入れるときは、次のように書きます。
plan-setup-status = 状況
plan-setup-into = 統合先の事業
plan-setup-into-hint = 状況が「統合」のときに選びます。
plan-setup-remove-cell = この欄を消す
plan-setup-measures = 指標と目標
plan-setup-no-measures = まだ指標がありません。
plan-setup-add-measure = 指標を追加する
plan-setup-measure-label = 指標の名称
plan-setup-measure-unit = 単位
plan-setup-measure-unit-hint = 件、％、時間など
plan-setup-measure-key-hint = 半角の小文字・数字・点・ハイフンで付けます（例：suggestions.submitted）。あとから変えられません。
plan-setup-key-taken = 「{ $key }」はこの事業の別の指標が使っています。別の識別名にしてください。
plan-setup-definition = 数え方
plan-setup-definition-from = この数え方を始めた年度
plan-setup-definition-hint = 途中で数え方を変えたときは、変えた年度から新しい数え方を加えます。グラフはそこで区切られます。
plan-setup-definition-twice = 同じ年度から始まる数え方が2つあります。どちらかの年度を変えてください。
plan-setup-target-hint = 目標がない年度は「目標なし」のままにします。基準は、基準の年度の実績と比べる目標のときに入力します。
plan-setup-no-target = 目標なし
plan-setup-at-least = 以上
plan-setup-at-most = 以下
plan-setup-equal = ちょうど
plan-setup-comparator = 方向
plan-setup-comparator-missing = 目標の数値があるのに「目標なし」になっています。「以上」「以下」「ちょうど」から選ぶか、数値を消してください。
plan-setup-amount = 目標の数値
plan-setup-baseline-year = 基準の年度（西暦）
plan-setup-baseline = 基準の数値
plan-setup-baseline-year-missing = 基準の数値には、基準の年度も必要です。西暦で入力してください。
plan-setup-assign = 実績を入力する所属
plan-setup-assign-hint = 組織が変わったときなどに、いつでも変えられます。計画書に載る担当課の名称は変わりません。
plan-setup-assign-button = 所属を変える
plan-setup-remove = 削除する
plan-setup-remove-title = 「{ $name }」の削除
plan-setup-remove-do = 削除する
plan-setup-remove-hint = 削除すると元に戻せません。事業の変更の履歴は残ります。
plan-setup-remove-only-draft = この計画は「{ $state }」です。削除は「作成中」の間だけできます。
plan-setup-remove-full = この中に体系か事業か数値が残っています。先に移すか削除してください。
plan-setup-remove-quoted = { $count }つの欄の文章が、この指標の数値を使っています。先にその文章を直してください。
plan-setup-goes = 一緒になくなるもの
plan-setup-result-figures = 成果の文章の数値
plan-setup-cells = 計画の欄
plan-setup-actuals = 実績の欄
plan-setup-targets = 目標
plan-setup-figures = 数値
plan-setup-definitions = 数え方
plan-setup-evaluations = 評価

## 次の計画
plan-next = 次の計画をつくる
plan-next-lead = この計画の体系と事業を引き継いで、次の計画の下書きをつくります。この計画は変わりません。
plan-next-code-hint = 半角の小文字・数字・ハイフンで付けます（例：midorino-2028）。
plan-next-first = 最初の年度
plan-next-length = 期間
plan-next-n-years = { $n }年間
plan-next-review-from = 振り返りの最初の年度
plan-next-review-to = 振り返りの最後の年度
plan-next-review-hint = 次の計画が始まる前の年度だけが振り返りになります。
plan-next-texts = 「はじめに」、概要、注記の文章を引き継ぐ
plan-next-texts-hint = 引き継がないときは、空のところから書きます。
plan-next-preview = 内容を見直す
plan-next-create = 下書きをつくる
plan-next-what = 引き継がれる事業
plan-next-carried = 引き継ぐ
plan-next-ended = 終了
plan-next-merged = 統合
plan-next-into = 「{ $name }」へ
plan-next-fate = 次の計画では
plan-next-content = 次の計画の欄
plan-next-reason = 理由
plan-next-because-actual = { $years }の実績が「{ $status }」
plan-next-because-evaluation = { $years }の評価が「{ $action }」
plan-next-because-plan = { $years }の計画が「{ $status }」
plan-next-because-nothing = 今後の方向がまだ評価されていません
plan-next-created = 「{ $title }」の下書きをつくりました。

## 計画の比較
plan-compare = 計画の比較
plan-compare-with = 比べる計画
plan-compare-show = 比べる
plan-compare-csv = CSV
plan-compare-file = 計画の比較 { $code }
plan-compare-left = 前の計画
plan-compare-right = 後の計画
plan-compare-left-content = 前の計画の内容
plan-compare-right-content = 後の計画の内容
plan-compare-left-figure = 前の数値
plan-compare-right-figure = 後の数値
plan-compare-change = 差
plan-compare-how = つながり
plan-compare-figures = 共通の指標
plan-compare-by = 差 { $change }
plan-compare-was = 前の計画では：{ $name }
plan-compare-planned = 計画：{ $text }
plan-compare-not-there = （なし）
plan-compare-nothing = 比べる計画がまだありません。前の計画を読み込むと比べられます。
plan-compare-continued = 継続
plan-compare-renamed = 名称変更
plan-compare-merged = 統合
plan-compare-split = 分割
plan-compare-new = 新規
plan-compare-ended = 終了
