# Public holidays and the closure over the New Year.

## What can be set.
holidays-settings = 休日
holidays-settings-closed-from = 年末の休みが始まる日（12月）
holidays-settings-closed-from-hint = 12月の何日から閉庁するかを入力します。32を入力すると、12月は閉庁しません。
holidays-settings-closed-until = 年始の休みが終わる日（1月）
holidays-settings-closed-until-hint = 1月の何日まで閉庁するかを入力します。0を入力すると、1月1日から平常どおりです（元日は祝日のため休日です）。

## Why something was not done.
holidays-refusal-stale = ほかの人が先に休日を変えました。今の内容を確かめてから、もう一度操作してください。
holidays-refusal-taken = その日は、すでに「{ $name }」として休日になっています。別の日を入力してください。
holidays-refusal-no-name = 名称が入力されていません。名称を入力してください。
holidays-refusal-name-too-long = 名称が長すぎます。{ $longest }文字以内で入力してください。
holidays-refusal-gone = その内容は、すでに取り除かれています。一覧を開き直して確かめてください。
holidays-refusal-year = その年の休日は登録できません。1955年から2099年までの日を入力してください。

## What is wrong with a row of a file.
holidays-row-nothing = 休日の行がありません。内閣府の「国民の祝日・休日」のCSVファイルを選んでください。
holidays-row-not-the-list = 内閣府の「国民の祝日・休日」の一覧ではないようです。1列目に日付、2列目に名称があるCSVファイルを選んでください。
holidays-row-not-a-day = 「{ $text }」を日付として読み取れません。「2027/1/1」のように書いてください。
holidays-row-out-of-range = { $year }年の休日は登録できません。1955年から2099年までの日にしてください。
holidays-row-no-name = 名称がありません。2列目に祝日の名称を書いてください。
holidays-row-name-too-long = 名称が長すぎます。{ $longest }文字以内にしてください。
holidays-row-twice = 同じ日が{ $row }行目にもあります。どちらか1つにしてください。
holidays-row-too-few = { $year }年の休日が{ $days }日しかありません。ファイルが途中で切れていないか確かめてください。

# used: holidays-source-* by Source::name
holidays-source-law = 法律
holidays-source-forecast = 見込み
holidays-source-file = 内閣府の一覧
holidays-source-city = 市の休日

## Names of the law, for readers of English.
holidays-name-new-year = 元日
holidays-name-coming-of-age = 成人の日
holidays-name-foundation = 建国記念の日
holidays-name-emperor = 天皇誕生日
holidays-name-vernal-equinox = 春分の日
holidays-name-showa = 昭和の日
holidays-name-constitution = 憲法記念日
holidays-name-greenery = みどりの日
holidays-name-children = こどもの日
holidays-name-marine = 海の日
holidays-name-mountain = 山の日
holidays-name-aged = 敬老の日
holidays-name-autumnal-equinox = 秋分の日
holidays-name-health-and-sports = 体育の日
holidays-name-sports = スポーツの日
holidays-name-culture = 文化の日
holidays-name-labour-thanksgiving = 勤労感謝の日
holidays-name-substitute = 休日
holidays-name-by-special-law = 休日（祝日扱い）

## Acts in the journal.
# used: holidays-act-* by ACTS
holidays-act-imported = 休日の一覧の取込み
holidays-act-year-restored = 法律の規定による休日に戻す
holidays-act-day-added = 市の休日の追加
holidays-act-day-removed = 市の休日の削除
holidays-act-area = 休日
