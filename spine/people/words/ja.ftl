people-unit-department = 部
people-unit-section = 課
people-unit-team = 係
people-unit-other = その他
people-employment-regular = 正規職員
people-employment-re-employed = 再任用（フルタイム）
people-employment-re-employed-short = 再任用（短時間）
people-employment-fixed-term = 任期付職員
people-employment-temporary = 臨時的任用職員
people-employment-fiscal-year-full = 会計年度任用職員（フルタイム）
people-employment-fiscal-year-part = 会計年度任用職員（パートタイム）
people-sex-female = 女性
people-sex-male = 男性
people-appointment-main = 本務
people-appointment-concurrent = 兼務
people-appointment-acting = 事務取扱・心得
people-appointment-seconded = 派遣
people-rank-department-head = 部長級
people-rank-deputy-department-head = 次長級
people-rank-section-head = 課長級
people-rank-deputy-section-head = 課長補佐級
people-rank-team-head = 係長級
people-rank-senior = 主任級
people-rank-officer = 主事級

people-field-missing = 入力されていません。入力してください。
people-field-too-long = 長すぎます。{ $longest }文字以内で入力してください。
people-field-not-a-staff-number = 職員番号に使えるのは、英字・数字・ハイフン（-）だけです。ほかの文字を消してください。
people-field-not-kana = ふりがなに、かな以外の文字があります。ひらがなかカタカナで入力してください。
people-field-control-character = 改行などの見えない文字が入っています。1行で入力し直してください。

people-refusal-overlap = { $from }からの本務の発令と期間が重なります。先の発令を終えるか、日付を変えてください。
people-refusal-outside-service = 在職していない日が期間に入っています。採用日と退職日の間の日付にしてください。
people-refusal-no-such-unit = { $on }には、その所属がありません。日付か所属を選び直してください。
people-refusal-nothing-to-end = { $on }より前から続く本務の発令がありません。異動ではなく、新しい発令として入力してください。
people-refusal-no-such-employee = その職員が見つかりません。一覧から選び直してください。
people-refusal-unit-overlap = { $from }からの変更がすでに入力されています。それより後の日付にしてください。
people-refusal-unit-no-parent = 上の所属が、その日にはありません。日付か上の所属を選び直してください。
people-refusal-unit-circle = 自分の下にある所属を、上の所属にはできません。別の所属を選んでください。

## The figure people.headcount.
# used: people-column-* by figures::records
people-figure-headcount = 職員数
people-figure-persons = 人
people-figure-headcount-definition = その年度の4月1日に在職する正規職員の数
people-column-staff-no = 職員番号
people-column-name = 氏名
people-column-unit = 所属
people-column-post = 職
