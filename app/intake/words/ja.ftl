# Staff lists from files: mapping of columns, trial run, import, undo.

## Journal
# used: intake-act-* by ACTS
intake-act-staff-received = 職員一覧のファイルを受け取った
intake-act-staff-imported = 職員一覧を取り込んだ
intake-act-staff-undone = 職員一覧の取込みを取り消した
intake-act-staff-exported = 職員一覧を書き出した
intake-act-mapping-saved = 列の対応を保存した
intake-act-mapping-removed = 列の対応を削除した

## Long work
intake-job-trial = 職員一覧の確認
intake-job-write = 職員一覧の取込み
intake-job-undo = 職員一覧の取込みの取消し
intake-stage-reading = ファイルを読んでいます
intake-stage-comparing = 登録されている内容と比べています
intake-stage-keeping = 違いをまとめています
intake-stage-writing = 書き込んでいます
intake-stage-waiting = 順番を待っています

## The front
intake-administration = 設定
intake-title = 職員一覧の取込み
intake-lead = Excel や CSV の職員一覧から、職員と発令をまとめて登録します
intake-send-heading = ファイルを選ぶ
intake-file = 職員一覧のファイル
intake-file-hint = Excel（.xlsx）か CSV（UTF-8・Shift_JIS）。64 MB まで
intake-more-files = 発令の履歴や所属が別のファイルにあるとき
intake-more-files-hint = 1つの Excel ブックのシートに分かれているときは、ここで選ばなくてかまいません。
intake-file-careers = 発令の履歴のファイル
intake-file-units = 所属の一覧のファイル
intake-next = まだ何も登録されません。次の画面で列の対応を確かめ、試しに読んで違いを見てから登録します。
intake-send = 読み込む
intake-how = ファイルについて
intake-how-order = 列の順番や見出しの言葉は問いません。題名の行が上にあってもかまいません。
intake-how-number = 職員番号で照合します。氏名では照合しません。先頭の0はそのまま残ります。
intake-how-dates = 日付は和暦（令和6年4月1日、R6.4.1）でも西暦（2024/4/1、20240401）でも読み取ります。
intake-how-again = 同じ一覧をもう一度読み込むと、違うところだけが変わります。
intake-empty = 空の様式をダウンロード（Excel）
intake-export = 職員一覧を書き出す
intake-export-csv = 職員一覧を CSV で書き出す（UTF-8）
intake-export-cp932 = 職員一覧を CSV で書き出す（Shift_JIS）
intake-export-name = 職員一覧
intake-empty-name = 職員一覧の様式
intake-export-unmappable = Shift_JIS では表せない文字が{ $count }か所あるため、書き出しませんでした。UTF-8 で書き出してください。
intake-mappings = 保存した列の対応
intake-mapping = 列の対応
intake-mapping-name = 名前
intake-mapping-changed = 最後の変更
intake-mapping-act = 操作
intake-mapping-remove = 削除する
intake-mapping-removed = 列の対応「{ $name }」を削除しました
intake-mapping-unknown = 「{ $name }」という名前の列の対応は保存されていません。取込みの画面で保存した名前を指定してください。
intake-history = これまでの取込み
intake-history-empty = まだ取り込んだことがありません。上でファイルを選んでください。
intake-file-name = ファイル
intake-state = 状態
intake-result = 結果
intake-sent = 読み込んだ日時
intake-sent-by = 担当者
intake-counts = 新規{ $added }・変更{ $changed }・変更なし{ $unchanged }・退職{ $leaving }・所属の新設{ $units }
intake-no-file = ファイルを選んでください。
intake-empty-file = ファイルに表がありません。職員一覧のあるシートが表示されているか確かめてください。
intake-file-refused = 「{ $name }」：{ $why }
intake-broken-upload = ファイルを最後まで受け取れませんでした。もう一度選んで送ってください。

# used: intake-state-* by State::key
intake-state-sent = 列の対応を待っています
intake-state-trying = 確認中
intake-state-refused = 直すところがあります
intake-state-tried = 登録を待っています
intake-state-writing = 登録中
intake-state-done = 登録しました
intake-state-undoing = 取り消しています
intake-state-undone = 取り消しました
intake-state-dropped = 取りやめました

## The steps
intake-steps = 取込みの手順
intake-step-file = ファイルを選ぶ
intake-step-columns = 列の対応を決める
intake-step-trial = 違いを確かめる
intake-step-done = 登録する

## Columns
intake-columns = 列の対応
intake-what = ファイルの内容
intake-tables = 表
intake-table = { $name }（{ $count }行）
intake-use-mapping = 保存した列の対応を使う
intake-no-mapping = 使わない（見出しから選び直す）
intake-apply = この対応にする
intake-mapping-missing = 保存した対応のうち、このファイルに見出しがない項目があります
intake-part-people = 職員の表
intake-part-people-lead = 1人1行の表。今の所属と職も、この表から読めます。
intake-part-careers = 発令の履歴の表
intake-part-careers-lead = 1つの発令が1行の表。表にある職員の発令は、この表の行だけになります。今までの発令を全部書いてください。
intake-part-units = 所属の表
intake-part-units-lead = 1つの所属が1行の表。まだない所属を新しく作り、今ある所属は下で選んだときだけ変えます。
intake-sheet = どの表か
intake-no-sheet = この表はない
intake-head = 見出しの行
intake-head-hint = 何行目に見出しがあるか
intake-again = 表を読み直す
intake-no-column = 取り込まない
intake-samples = 例：{ $samples }
intake-options = 取り込み方
intake-effective = 基準日
intake-effective-hint = 所属年月日の列がないとき、所属や職の変更はこの日からになります。
intake-digits = 職員番号の桁数
intake-digits-hint = Excel で先頭の0が消えているとき、この桁数まで0を補います。消えていなければ空のままにします。
intake-digits-wrong = 桁数は1から20までの数字で入力してください。
intake-make-units = 登録されていない所属を新しく作る
intake-make-units-hint = チェックしないときは、登録されていない所属のある行を直すところとして知らせます。
intake-change-units = 一覧の所属のとおりに、名称・上位の所属・廃止日を変える
intake-change-units-hint = 所属の表がある場合だけ使います。名称と上位の所属は「基準日」から変わり、それまでの名称は残ります。空欄の項目は変えません。
intake-complete = 在職者全員の一覧である
intake-complete-hint = チェックすると、この一覧にない在職者を退職にします。
intake-leaving = 一覧にない人の退職日
intake-leaving-missing = 一覧にない人の退職日（在職する最後の日）を入力してください。
intake-complete-without-people = 「在職者全員の一覧」には、職員の表が要ります。職員の表を選んでください。
intake-save-heading = 列の対応を保存する
intake-save-as = 保存する名前
intake-save-as-hint = 名前を付けると、来年の同じ様式のファイルに使えます。例：人事給与システムの職員一覧
intake-try-hint = まだ登録されません。職員の表に任用区分の列がないときは正規職員、職種の列がないときは一般事務、週の勤務時間の列がないときは38時間45分として新しい職員を登録します。
intake-try = 試しに読む
intake-put-aside = この取込みをやめる
intake-put-aside-done = 取込みを取りやめました
intake-no-table = 読み込む表がありません。どの表かを選んでください。
intake-column-missing = 「{ $field }」の列を選んでください。

## Problems
intake-problems = 直すところが{ $count }件あります
intake-nothing-changed = 何も登録されていません。ファイルを直して読み込み直すか、下で列の対応を変えてください。
intake-problems-csv = 直すところの一覧をダウンロード（CSV）
intake-problems-more = ほかに{ $count }件あります。一覧をダウンロードすると、500件まで見られます。
intake-problems-name = 直すところ
intake-place = 場所
intake-sentence = 内容
intake-staff-no-twice = 職員番号 { $number } が{ $row }行目にもあります。どちらかの行を消すか、番号を直してください。
intake-staff-no-unknown = 職員番号 { $number } の職員がいません。職員の表にもその人の行を入れるか、番号を直してください。
intake-nobody-in-the-table = 職員の行がありません。見出しの行と職員番号の列を確かめてください。
intake-new-needs = 新しい職員には、ここが要ります。入力してください。
intake-new-needs-column = 新しい職員の登録には「{ $field }」が要ります。列を選ぶか、ファイルに加えてください。
intake-name-not-split = 姓と名の間に空白がありません。空白で区切るか、姓と名を別の列にしてください。
intake-born-after-hired = 生年月日（{ $born }）が採用年月日（{ $hired }）より後になっています。どちらかを直してください。
intake-left-before-hired = 退職年月日が採用年月日（{ $hired }）より前になっています。どちらかを直してください。
intake-week-too-long = 週の勤務時間は1分から168時間までで書いてください。
intake-unit-unknown = 「{ $unit }」という所属は登録されていません。名前かコードを直すか、「登録されていない所属を新しく作る」を選んでください。
intake-unit-ambiguous = 「{ $unit }」という所属は2つ以上あります（{ $found }）。部の名前も書くか、所属コードで書いてください。
intake-unit-not-yet = 「{ $unit }」は{ $from }にできた所属で、{ $on }にはまだありません。日付か所属を直してください。
intake-unit-abolished = 「{ $unit }」は{ $to }に廃止された所属で、{ $on }にはもうありません。日付か所属を直してください。
intake-unit-not-called-so = { $on }には「{ $unit }」という名前の所属はありません。その日の名前で書くか、所属コードで書いてください。
intake-units-missing = 登録されていない所属が{ $count }あります：{ $units }
intake-unit-twice = 同じ所属コードが{ $row }行目にもあります。どちらかを直してください。
intake-unit-loop = 上位の所属をたどると、この所属自身に戻ります。上位所属コード「{ $code }」を直してください。
intake-unit-no-parent = 上位の所属「{ $code }」がありません。表に加えるか、コードを直してください。
intake-unit-before-above = 上位の所属より前から始まっています。設置年月日を直してください。
intake-career-later = { $from }からの本務の発令がすでに登録されています。それより前の発令は、発令の履歴の表で全部書いて取り込んでください。
intake-career-overlap = { $from }からの本務と{ $next }からの本務の期間が重なります。終了日か開始日を直してください。
intake-career-before-birth = { $from }の発令が、生年月日より前になっています。日付を直してください。
intake-career-before-hiring = { $from }の発令が、採用年月日より前になっています。どちらかの日付を直してください。
intake-career-after-service = { $from }からの発令が、退職年月日より後まで続いています。終了日か退職年月日を直してください。
intake-career-reversed = { $from }からの発令の終了日が、開始日より前になっています。どちらかを直してください。
intake-career-twice = { $from }からの同じ所属の発令が2行あります。1行にしてください。
intake-changed-since = 確かめたあとに、ほかの人がこの職員の記録を変えました。もう一度、試しに読んで確かめてください。
intake-person = { $number } { $name }

## Trial and result
intake-trying = 一覧を確かめています
intake-writing = 一覧を登録しています
intake-undoing = 取込みを取り消しています
intake-progress = { $done } / { $total }
intake-progress-hint = この画面は自動で新しくなります。閉じても続きます。
intake-reload = 今の状況を見る
intake-tried = 取り込むとこうなります
intake-done = 取り込みました
intake-undone = 取り消した取込み
intake-dropped = 取りやめた取込み
intake-done-at = 登録した日時
intake-undone-at = 取り消した日時
intake-counts-heading = 件数
intake-count-new = 新規
intake-count-changed = 変更
intake-count-unchanged = 変更なし
intake-count-leaving = 退職
intake-count-units = 所属の新設・変更
# used: intake-change-* by Change::key
intake-change-new = 新規
intake-change-changed = 変更
intake-change-leaving = 退職
intake-change-unit = 所属の新設・変更
intake-confirm = 登録しますか
intake-confirm-numbers = 登録する内容：{ $counts }
intake-confirm-hint = 全部まとめて登録します。途中で止まったときは、何も変わりません。登録した後でも、ほかの人が記録を変えていなければ取り消せます。
intake-do = この内容で登録する
intake-other-columns = 列の対応を変える
intake-nothing = 登録されている内容と同じです。変わるところはありません。
intake-difference = 違い
intake-kinds = 違いの種類
intake-all-changes = すべて
intake-no-difference = 違いはありません。
intake-field = 項目
intake-before = 今の内容
intake-after = 取り込むと
intake-none = なし
intake-heads = 所属長
intake-detail-career = 発令
intake-detail-path = 所属
intake-detail-kind = 階層
intake-detail-unit-from = 設置年月日
intake-detail-unit-since = この名称になる日
intake-detail-unit-to = 最後の日
intake-detail-short-name = 略称
intake-remark-names = 氏名が変わる職員
intake-remark-renamed = 職員番号は同じで氏名の違う人が{ $count }人います。番号の間違いでないか確かめてください：{ $people }
intake-remark-units = 読みのない所属
intake-remark-no-reading = 新しく作る所属のうち{ $count }には読みがないため、「ー」として登録します。登録した後に、組織の画面で読みを入力してください。

## Why records were corrected
# used: intake-correction-* by acts
intake-correction-reason = 職員一覧の取込み（{ $file }）
intake-correction-undo = 職員一覧の取込みの取消し（{ $file }）

## Undoing
intake-undo = 取込みの取消し
intake-undo-lead = 最後の取込みは、登録された記録をほかの人が変えていなければ、元に戻せます。
intake-undo-ask = 取込みを取り消す
intake-undo-hint = 新しく登録した職員と所属は削除し、変更した記録は取込みの前の内容に戻します。
intake-undo-do = 取り消して元に戻す
intake-undo-in-the-way = 取り消せませんでした
intake-undo-nothing = 何も変わっていません。次の記録が、取込みの後に変わっています。
intake-undo-refused = 取込みは登録されたままです。取消しの画面に、変わっていた記録があります。
intake-undo-used = 取り込んだ職員か所属に、取込みの後でアカウントや資格などの記録が作られています。先にその記録を消してください。
intake-back = 戻る

## Sheets of the export
intake-sheet-people = 職員
intake-sheet-careers = 発令
intake-sheet-units = 所属

## Units that exist already.
intake-unit-not-in-force = この所属は、基準日には存在しません。組織の画面で確かめてください。
intake-unit-changes-later = この所属には、{ $from }からの変更がすでに登録されています。基準日をその日以後にするか、組織の画面で変えてください。
intake-unit-ends-early = 廃止の日が、所属の始まる日か基準日より前です。日付を確かめてください。
intake-unit-fault-overlap = 「{ $unit }」の期間が{ $on }に重なります。組織の画面で確かめてください。
intake-unit-fault-no-parent = 「{ $unit }」の上位の所属が、{ $on }にはありません。下の所属も一緒に廃止するか、先に移してください。
intake-unit-fault-same-name = 「{ $unit }」と同じ名称の所属が、{ $on }に同じ上位の所属の下にあります。別の名称にしてください。
intake-unit-loop-on = 「{ $unit }」が、{ $on }に自分の下の所属の下に入ってしまいます。上位所属コードを確かめてください。
