//! What the city has posted on its bulletin over the last years: the same announcements come round every year,
//! as in any city hall, with those who have read them.

use crate::dice::Dice;
use crate::staff::Organisation;
use ::bulletin::records::{Audience, CategoryId, Chosen, Entry, MustRead, Posted};
use ::bulletin::{PastPost, enter_past};
use anyhow::{Context, Result};
use calendar::{Date, FiscalYear, Period};
use jiff::{Span, Timestamp, tz};
use people::{Employment, Rank};
use store::{Clock, Db, Ids};

/// Whom an announcement is for.
#[derive(Clone, Copy)]
enum For {
    All,
    Unit(&'static str),
    Heads,
    PartTime,
}

/// An announcement that comes round every year.
#[derive(Clone, Copy)]
struct Yearly {
    /// Month and day.
    on: (i8, i8),
    section: &'static str,
    /// The number of the category.
    category: i64,
    title: &'static str,
    body: &'static str,
    reach: For,
    /// Days to confirm, for a must-read.
    confirm: Option<i64>,
    /// Days on the board.
    days: i64,
}

const fn plain(
    on: (i8, i8),
    section: &'static str,
    category: i64,
    title: &'static str,
    body: &'static str,
) -> Yearly {
    Yearly {
        on,
        section,
        category,
        title,
        body,
        reach: For::All,
        confirm: None,
        days: 30,
    }
}

const fn must(yearly: Yearly, confirm: i64) -> Yearly {
    Yearly {
        confirm: Some(confirm),
        ..yearly
    }
}

const fn only(yearly: Yearly, reach: For) -> Yearly {
    Yearly { reach, ..yearly }
}

const YEAR: [Yearly; 18] = [
    must(
        plain(
            (4, 8),
            "人事課",
            1,
            "服務規律の確保について",
            "年度の初めにあたり、服務規律を改めて確かめてください。\n\n■特に気を付けること\n・個人情報を自席から持ち出さない\n\
             ・利害関係者との会食は事前に届け出る\n・飲酒運転は絶対にしない\n\n疑問があるときは、人事課に相談してください。",
        ),
        14,
    ),
    plain(
        (4, 22),
        "人事課",
        5,
        "本年度の研修計画",
        "本年度の研修計画がまとまりました。階層別研修の対象者には、所属を通じて個別にお知らせします。\n\n■募集する研修\n・政策形成\n\
         ・データの見方\n・やさしい日本語\n\n申込みは各研修の1か月前からです。",
    ),
    must(
        plain(
            (5, 12),
            "防災安全課",
            2,
            "風水害時の参集基準の確認",
            "出水期を前に、参集の基準と連絡先を確かめてください。\n\n・警戒配備：あらかじめ決められた職員\n・第一配備：各課の半数\n\
             ・第二配備：全職員\n\n参集先が変わった人は、庶務担当に届け出てください。",
        ),
        10,
    ),
    plain(
        (5, 25),
        "環境政策課",
        2,
        "クールビズの実施",
        "6月1日から9月30日まで、軽装で執務できます。冷房の設定は28度を目安にし、窓口では名札を忘れずに着けてください。",
    ),
    plain(
        (6, 10),
        "人事課",
        4,
        "定期健康診断の日程",
        "本年度の定期健康診断の日程です。受診は職員の義務です。\n\n■会場　市役所本庁舎 大会議室\n・1日目 総務部・企画部\n\
         ・2日目 市民部・福祉部\n・3日目 その他の部\n\n都合が悪い人は、別の日に受けられます。",
    ),
    only(
        plain(
            (6, 20),
            "人事課",
            1,
            "人事評価の期首面談は6月中に",
            "評価者は、部下の全員と期首面談を行ってください。面談シートは6月末までに確定します。",
        ),
        For::Heads,
    ),
    plain(
        (7, 1),
        "地域振興課",
        3,
        "みどり野夏まつりの応援職員を募集します",
        "8月第1土曜日に開く「みどり野夏まつり」を手伝う職員を募集します。従事した時間は振替の対象です。地域の人と話す良い機会です。",
    ),
    plain(
        (7, 15),
        "人事課",
        4,
        "夏季休暇は計画して取りましょう",
        "夏季休暇は7月から9月までの間に5日取れます。年次休暇と合わせて、続けて休むことを勧めます。\n休暇計画表は7月25日までに入力してください。",
    ),
    plain(
        (8, 20),
        "健康推進課",
        3,
        "市民健康フェアのお知らせ",
        "9月の第3日曜日に市民健康フェアを開きます。職員とその家族も測定を受けられます。",
    ),
    must(
        plain(
            (9, 1),
            "防災安全課",
            2,
            "安否確認訓練に参加してください",
            "防災の日に合わせて、安否確認の訓練を行います。届いた連絡に、当日の17時までに答えてください。",
        ),
        5,
    ),
    plain(
        (9, 24),
        "人事課",
        5,
        "資格取得の助成を受け付けます",
        "仕事に役立つ資格の受験料を助成します。\n\n■対象\n・社会福祉士、保健師、建築主事など仕事に直結する資格\n・簿記、情報処理など広く役立つ資格\n\n\
         申請は受験の前に行ってください。",
    ),
    only(
        plain(
            (10, 5),
            "人事課",
            1,
            "会計年度任用職員の来年度の任用について",
            "来年度の任用の意向を、10月末までに所属長に伝えてください。勤務の時間や曜日の希望も聞きます。",
        ),
        For::PartTime,
    ),
    plain(
        (10, 15),
        "みどり公園課",
        3,
        "緑のフェスティバル",
        "10月の最後の日曜日、中央公園で緑のフェスティバルを開きます。苗木の配布は10時からです。",
    ),
    plain(
        (10, 28),
        "人事課",
        6,
        "職員提案を募集しています",
        "窓口の改善から新しい事業まで、職員の提案を募集しています。小さな気付きも歓迎です。締切は12月末です。",
    ),
    must(
        plain(
            (11, 10),
            "人事課",
            1,
            "年末調整の書類を提出してください",
            "年末調整の書類を、11月30日までに庶務担当に提出してください。\n\n■提出するもの\n・扶養控除等申告書\n・保険料控除申告書\n\
             ・基礎控除申告書\n\n住所や扶養の変わった人は、届け出が済んでいるかも確かめてください。",
        ),
        20,
    ),
    only(
        plain(
            (11, 16),
            "市民課",
            2,
            "年末の窓口の体制",
            "年末の繁忙に備え、12月21日から28日まで、番号札の案内を2人にします。当番表は係で確かめてください。",
        ),
        For::Unit("市民課"),
    ),
    plain(
        (11, 18),
        "人事課",
        4,
        "インフルエンザ予防接種の補助",
        "職員互助会が接種費用の一部を補助します。領収書を1月末までに人事課に出してください。",
    ),
    must(
        plain(
            (2, 8),
            "デジタル戦略課",
            2,
            "標的型メールの訓練結果と注意",
            "不審なメールの訓練を行いました。リンクを開く前に、差出人のアドレスと言い回しを確かめてください。開いてしまったときは、\
             隠さず、すぐに知らせてください。",
        ),
        14,
    ),
];

/// How many years back the board reaches in a city of the usual size.
const YEARS: i16 = 4;
/// In a large city only what stands on the board: every post would have tens of thousands of readers.
const LARGE: usize = 10_000;

pub(crate) async fn make(
    db: &Db,
    ids: &Ids,
    clock: &Clock,
    seed: u64,
    city: &Organisation,
) -> Result<()> {
    let today = clock.today();
    let mut dice = Dice::new(seed ^ 0xB1);
    let running = FiscalYear::of(today);
    let large = city.employees.len() > LARGE;
    let mut tx = db.begin().await?;
    for back in (0..YEARS).rev() {
        let year = FiscalYear(running.0 - back);
        for yearly in &YEAR {
            let on = yearly.day(year)?;
            let (share, hour) = (dice.between(58, 97), dice.between(9, 16));
            let recent = on.checked_add(Span::new().days(60))? > today;
            // The newest were not read by everybody yet.
            let new = on.checked_add(Span::new().days(14))? > today;
            let share = if new { share / 2 } else { share };
            if on > today || large && !recent {
                continue;
            }
            let Some(past) = yearly.post(city, on, hour, share)? else {
                continue;
            };
            enter_past(&mut tx, ids, &past)
                .await
                .with_context(|| yearly.title)?;
        }
    }
    tx.commit().await
}

impl Yearly {
    /// Its day in a year; at the weekend the Monday after.
    fn day(&self, year: FiscalYear) -> Result<Date> {
        let (month, day) = self.on;
        let western = if month < 4 { year.0 + 1 } else { year.0 };
        let day = Date::new(western, month, day)?;
        let late = i64::from(day.weekday().to_monday_zero_offset()) - 4;
        let on = match late {
            1 => day.checked_add(Span::new().days(2))?,
            2 => day.checked_add(Span::new().days(1))?,
            _ => day,
        };
        Ok(on)
    }

    /// The post of a day; `None` in a city without the section.
    fn post(
        &self,
        city: &Organisation,
        on: Date,
        hour: i16,
        share: i16,
    ) -> Result<Option<PastPost>> {
        let Some(unit) = city.unit(self.section) else {
            return Ok(None);
        };
        let mut writers = city.serving(|held| {
            city.is_within(held.unit, unit) && matches!(held.rank, Rank::Senior | Rank::TeamHead)
        });
        // Who writes today has been there on that day.
        let Some(author) = writers.find(|one| one.service.from() <= on) else {
            return Ok(None);
        };
        let Some(audience) = self.audience(city) else {
            return Ok(None);
        };
        let after = |days: i64| on.checked_add(Span::new().days(days));
        let must_read = match self.confirm {
            Some(days) => Some(MustRead {
                by: Some(after(days)?),
            }),
            None => None,
        };
        let entry = Entry {
            category: CategoryId(self.category),
            unit,
            title: self.title.to_owned(),
            body: self.body.to_owned(),
            audience,
            must_read,
            shown: Period::new(on, Some(after(self.days + 1)?))?,
        };
        let share = if self.confirm.is_some() && share > 50 {
            share.max(85)
        } else {
            share
        };
        Ok(Some(PastPost {
            author: (author.id, author.name.full()),
            entry,
            posted: Posted {
                at: moment(on, hour - 1)?,
                on,
            },
            pinned_to: None,
            readers: (u8::try_from(share)?, moment(on, hour)?),
        }))
    }

    fn audience(&self, city: &Organisation) -> Option<Audience> {
        let chosen = match self.reach {
            For::All => return Some(Audience::Everybody),
            For::Unit(name) => Chosen {
                units: [city.unit(name)?].into(),
                ..Chosen::default()
            },
            For::Heads => Chosen {
                ranks: [Rank::DepartmentHead, Rank::SectionHead, Rank::TeamHead].into(),
                ..Chosen::default()
            },
            For::PartTime => Chosen {
                employments: [Employment::FiscalYearFull, Employment::FiscalYearPart].into(),
                ..Chosen::default()
            },
        };
        Some(Audience::Chosen(chosen))
    }
}

fn moment(on: Date, hour: i16) -> Result<Timestamp> {
    let at = on.at(i8::try_from(hour)?, 0, 0, 0);
    Ok(tz::offset(9).to_timestamp(at)?)
}
