//! Names and genders: common surnames, common characters, people who do not exist.

use lunban_core::{Gender, PersonDraft};

use super::count;
use crate::dice::Dice;
use crate::{Percent, Profile};

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
                        余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const WOMEN: &str = "丽敏静秀娟艳芳霞燕玲桂娜洁梅琳雪慧莹婷倩颖佳琪璐萍晶欣怡雯蕾莉薇珍蓉露瑶";
const MEN: &str = "伟强军磊洋勇涛明超杰刚平辉鹏斌飞健亮峰波宁浩凯毅栋旭阳林龙坤志海东宏建国";
const EITHER: &str = "文华晓云春清瑞新永世嘉思子雨天安泽一欣然宇晨景书";

/// Of a hundred given names, those of two characters.
const TWO_CHARACTERS: Percent = Percent(75);

/// Gives everybody a gender and a name. Two people may bear one name, as happens.
pub(super) fn give(people: &mut [PersonDraft], profile: &Profile, dice: &mut Dice) {
    let positions: Vec<usize> = (0..people.len()).collect();
    for woman in dice.some_of(profile.women.of(count(people)), &positions) {
        people[woman].gender = Some(Gender::Female);
    }
    let lists = Names::new();
    for person in people {
        let gender = *person.gender.get_or_insert(Gender::Male);
        person.name = lists.name(gender, dice);
    }
}

/// The characters to draw from.
pub(crate) struct Names {
    surnames: Vec<char>,
    women: Vec<char>,
    men: Vec<char>,
    either: Vec<char>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let characters = |text: &str| text.chars().collect();
        Self {
            surnames: characters(SURNAMES),
            women: characters(WOMEN),
            men: characters(MEN),
            either: characters(EITHER),
        }
    }

    /// The name of somebody of either gender.
    pub(crate) fn draw(&self, dice: &mut Dice) -> String {
        let gender = if dice.happens(Percent(50)) { Gender::Female } else { Gender::Male };
        self.name(gender, dice)
    }

    fn name(&self, gender: Gender, dice: &mut Dice) -> String {
        let own = match gender {
            Gender::Female => &self.women,
            Gender::Male => &self.men,
        };
        let before_last = dice.happens(TWO_CHARACTERS).then_some(&self.either);
        let parts = [Some(&self.surnames), before_last, Some(own)];
        parts.into_iter().flatten().filter_map(|list| dice.one_of(list)).collect()
    }
}
