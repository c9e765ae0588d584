"use strict";

// The words of the page, English and Chinese. {0}, {1} stand for what they speak of.
const WORDS = {
  skip: ["Skip to the content", "跳到正文"],
  overview: ["Overview", "总览"],
  board: ["Board", "排班表"],
  people: ["People", "人员"],
  units: ["Units", "单位"],
  fairness: ["Fairness", "公平"],
  map: ["Map", "地图"],
  findings: ["Findings", "核查"],
  views: ["Views", "视图"],
  language: ["中文", "English"],
  languageLabel: ["切换为中文", "Switch to English"],
  theme: ["Light or dark", "明暗"],
  print: ["Print", "打印"],
  stopped: ["stopped early: the best schedule so far", "提前停止：为当前最好方案"],
  redacted: ["names are left out", "已隐去姓名"],
  revision: ["version {0}", "第{0}版"],
  subtitle: ["{0} – {1} · {2} rounds · {3} teams · {4} duties", "{0}—{1} · {2}轮 · {3}个组 · {4}人次"],
  made: ["Made by lunban {0} with {1}, seed {2}, from campaign {3}", "由 lunban {0} 生成（{1}，种子{2}），任务摘要 {3}"],

  search: ["Search", "检索"],
  searchHint: ["name, id, unit, rank, city, team …", "姓名、编号、单位、职级、城市、工作组……"],
  filters: ["Filters", "筛选"],
  anyUnit: ["All units", "全部单位"],
  anyRank: ["All ranks", "全部职级"],
  anyCity: ["All cities", "全部城市"],
  anyKind: ["All teams", "全部组别"],
  anyTurn: ["All rounds", "全部轮次"],
  onlyOpen: ["open seats", "空缺席位"],
  onlyWaiver: ["waivers", "职级豁免"],
  reset: ["Clear", "清除"],
  result: ["{0} duties · {1} teams · {2} people", "{0}人次 · {1}个组 · {2}人"],
  nothing: ["Nothing fits. Clear a filter, or search for something else.", "没有符合条件的内容。请清除筛选或换一个词。"],
  found: ["Found", "检索结果"],
  foundMore: ["{0} more under People", "另有{0}人，见“人员”"],

  allFilled: ["Every seat is filled", "席位全部排满"],
  someOpen: ["{0} of {1} seats are open", "{1}个席位中有{0}个空缺"],
  lawful: ["no hard rule is broken", "硬性规则无一违反"],
  broken: ["{0} breaches of hard rules", "违反硬性规则{0}处"],
  allProven: ["no plan can be better on any goal", "各级目标均已证明最优"],
  someProven: ["{0} of {1} goals are proven optimal", "{1}级目标中{0}级已证明最优"],
  seats: ["seats filled", "席位已排"],
  breaches: ["hard rules broken", "违反硬性规则"],
  waivers: ["waivers of rank", "职级豁免"],
  proven: ["goals proven optimal", "目标证明最优"],
  ofAll: ["of {0}", "共{0}"],
  isItGood: ["Is it good?", "方案好不好？"],
  goalsSay: ["Goals in strict order: each is as good as the ones before allow. The bound is what no plan can go below.", "目标分级，严格有序：在前面各级最优的前提下，本级尽可能好。下界是任何方案都无法低于的值。"],
  level: ["Level", "层级"],
  goal: ["Goal", "目标"],
  value: ["Reached", "达到"],
  bound: ["Bound", "下界"],
  proofOf: ["Proof", "证明"],
  noGoals: ["This schedule has no certificates.", "该方案没有证明。"],
  whoIsWhere: ["Who is where?", "谁在何处？"],
  heavy: ["heavy", "重点"],
  filledOf: ["{0} of {1}", "{0}/{1}"],
  isItFair: ["Is it fair?", "是否公平？"],
  whyMe: ["Why me?", "为何是我？"],
  whyMeSay: ["Search for a name: each person has a page that tells, round by round, when they serve, what kept them from serving, and who else could have held the seat.", "检索姓名：每人一页，逐轮说明何时任务、为何不能参加，以及该席位另有多少人可担任。"],
  searchName: ["Search for a name", "检索姓名"],
  toLookAt: ["What needs a look", "请留意"],
  nothingToLookAt: ["Nothing: no seat is open, no rank is waived, no wish is unmet.", "无：没有空缺、豁免或未满足的意愿。"],

  team: ["Team", "工作组"],
  open: ["open", "空缺"],
  waiver: ["waiver", "豁免"],
  boardCaption: ["Teams by rounds", "组×轮次"],
  show: ["Show", "显示"],
  showNames: ["names", "姓名"],
  showRanks: ["names and ranks", "姓名和职级"],
  showUnits: ["names and units", "姓名和单位"],

  name: ["Name", "姓名"],
  id: ["Id", "编号"],
  unit: ["Unit", "单位"],
  rank: ["Rank", "职级"],
  tags: ["Tags", "标签"],
  base: ["Base", "常驻地"],
  duties: ["Duties", "任务"],
  target: ["Target", "目标"],
  heavyDuties: ["Heavy", "重点轮次"],
  km: ["km", "公里"],
  rounds: ["Rounds", "轮次"],
  round: ["Round", "轮次"],
  days: ["Days", "日期"],
  city: ["City", "城市"],
  kind: ["Kind of team", "组别"],
  seat: ["Seat", "席位"],
  couldHold: ["Could hold it", "可担任人数"],
  showAll: ["Show all {0}", "显示全部{0}条"],
  legendDuty: ["serves", "任务"],
  legendKept: ["cannot", "不能参加"],
  legendFree: ["could serve", "可参加"],

  backToPeople: ["All people", "全部人员"],
  backToUnits: ["All units", "全部单位"],
  peersOfRank: ["on average of rank {0}", "{0}人均"],
  peersOfUnit: ["on average of the unit", "本单位人均"],
  heavyCount: ["in heavy rounds", "在重点轮次"],
  roundByRound: ["Round by round", "逐轮说明"],
  serves: ["Serves: {0}, {1}", "任务：{0}，{1}"],
  free: ["Could serve; was not called upon", "可以参加，未安排"],
  freeFull: ["Could serve; has reached the target of {0}", "可以参加；已达目标{0}次"],
  never: ["No seat may be theirs", "没有可担任的席位"],
  couldHoldSay: ["{0} of {1} people may hold this seat", "{1}人中有{0}人可担任此席位"],
  together: ["Together with", "同组"],
  aboutThem: ["Findings about them", "与其有关的核查结果"],

  peopleAble: ["People", "可参加人员"],
  withoutDuty: ["Without duty", "无任务"],
  share: ["Fair share", "应担份额"],
  perPerson: ["Per person", "人均"],
  onDuty: ["On duty in each round", "各轮在岗人数"],
  itsPeople: ["Its people", "本单位人员"],

  dutiesPerPerson: ["People by number of duties", "按任务次数的人数"],
  dutiesPerPersonSay: ["{0} people who may serve", "可参加人员{0}人"],
  unitsAgainst: ["Duties per person, by unit", "各单位人均任务"],
  unitsAgainstSay: ["The line is the average of all, {0}", "竖线为全体人均{0}"],
  sharesAgainst: ["Duties beyond the fair share, by unit", "各单位任务与应担份额之差"],
  sharesAgainstSay: ["Fair share: duties in proportion to the people who may serve, rounded up", "应担份额：按可参加人数比例分担的任务数，向上取整"],
  ranksAgainst: ["Duties per person, by rank", "各职级人均任务"],
  heavyPerPerson: ["People by duties in heavy rounds", "按重点轮次任务次数的人数"],
  kmPerPerson: ["People by kilometres, one way", "按单程公里数的人数"],
  table: ["As a table", "表格"],

  noMap: ["places.csv gives no coordinates for the cities of teams, so there is no map.", "places.csv 未给出各组所在城市的坐标，无法绘制地图。"],
  mapSay: ["Every dot is a county, joined to the city of the team that covers it; a circle is a city, as large as its seats. Choose a round above, or a city here.", "每个小点为一个县（市、区），与负责它的工作组所在城市相连；圆圈为城市，大小为席位数。可在上方选轮次，或在图上选城市。"],
  mapLabel: ["Map of the teams: {0} cities", "工作组地图：{0}个城市"],
  teamsIn: ["Teams in {0}", "{0}的工作组"],
  chooseCity: ["Choose a city", "请选择城市"],
  covers: ["covers {0}", "负责{0}"],

  hard: ["Hard rules that are broken", "违反的硬性规则"],
  noFindings: ["No findings.", "没有核查结果。"],
  withoutDutyTitle: ["People who may serve, without any duty", "可参加而无任务的人员"],
  openTitle: ["Open seats", "空缺席位"],
  waiverTitle: ["Waivers of rank", "职级豁免"],
};

const TONGUES = ["en", "zh"];

let tongue = "en";

/** Our words in the language of the screen. */
function say(key, ...values) {
  const words = WORDS[key][TONGUES.indexOf(tongue)];
  return words.replace(/\{(\d)\}/g, (_, position) => values[position]);
}

/** A text of the plan in the language of the screen. */
function pick(text) {
  return tongue === "zh" ? text.chinese : text.english;
}

function number(value, digits = 0) {
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(tongue === "zh" ? "zh-CN" : "en-GB", form);
}

function listed(words) {
  return words.join(tongue === "zh" ? "、" : ", ");
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day without its year: `15 Sep`, `9月15日`. */
function day(date) {
  const [, month, day] = date.split("-").map(Number);
  return tongue === "zh" ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
}

/** A day with its year. */
function fullDay(date) {
  const year = date.slice(0, 4);
  return tongue === "zh" ? `${year}年${day(date)}` : `${day(date)} ${year}`;
}

function days([first, last]) {
  if (first === last) return day(first);
  return `${day(first)}${tongue === "zh" ? "—" : " – "}${day(last)}`;
}
