### spine/exchange: ファイルを受け取れない理由と、書き出せない文字

exchange-refusal-not-a-workbook = Excel のブック（.xlsx）ではないため読み込めませんでした。Excel で開き、「名前を付けて保存」で種類を「Excel ブック（*.xlsx）」にして保存したファイルを選んでください。
exchange-refusal-old-format = 古い形式（.xls）のブックのため読み込めませんでした。Excel で開き、「名前を付けて保存」で種類を「Excel ブック（*.xlsx）」にして保存し直してください。
exchange-refusal-encrypted = パスワードで保護されたブックのため開けませんでした。Excel でパスワードを解除して保存し直してください。
exchange-refusal-too-large = ファイルが大きすぎます（上限 { $limit } MB）。画像や使っていないシートを取り除いてから、もう一度選んでください。
exchange-refusal-unpacks-too-large = ファイルの中身が大きすぎます（展開後の上限 { $limit } MB）。画像や使っていないシートを取り除いてから、もう一度選んでください。
exchange-refusal-too-many-cells = 入力されたセルが多すぎます（上限 { $limit } 個）。ファイルを分けてから読み込んでください。
exchange-refusal-damaged = ブックが壊れているか途中で切れているため、最後まで読めませんでした。Excel で開けることを確かめ、保存し直してください。
exchange-refusal-undecodable = { $row }行目 { $column }列目に { $encoding } として読めない文字があります。Excel で「CSV UTF-8（コンマ区切り）」として保存し直してください。
exchange-unmappable-character = { $row }行目 { $column }列目の「{ $character }」（{ $code }）は Shift_JIS では表せません。別の字に置き換えるか、UTF-8 で書き出してください。

## 表の1つの欄に書いてあること (cell, trial)
exchange-cell-blank = 空欄です。入力してください。
exchange-cell-formula-error = 数式の結果がエラー（{ $found }）になっています。Excel で数式を直すか、値を入力してください。
exchange-cell-not-a-day = 「{ $found }」は日付として読み取れません。令和6年4月1日、R6.4.1、2024/4/1 のように書いてください。
exchange-cell-not-offered = 「{ $found }」は読み取れません。書けるのは { $offered } です。
exchange-cell-not-yes-or-no = 「{ $found }」は読み取れません。はい（○、1）か、いいえ（×、0）を書いてください。
exchange-cell-not-hours = 「{ $found }」は時間として読み取れません。38:45 や 38時間45分 のように書いてください。
exchange-place-table = 「{ $sheet }」
exchange-place-row = 「{ $sheet }」{ $row }行目
exchange-place-cell = 「{ $sheet }」{ $row }行目 { $column }列（{ $title }）
