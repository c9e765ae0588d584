//! The sections of `campaign.toml` that no schedule depends on.

use lunban_core::DeploymentDraft;
use lunban_core::logistics::{BudgetDraft, ReportingDraft, TrainingDraft, VehiclesDraft};
use lunban_core::territory::{ExceptionDraft, Load, TerritoryDraft};
use toml::{Table, Value};

use super::{Sheet, key};

impl Sheet {
    pub(super) fn deployment(&mut self, deployment: &DeploymentDraft) {
        if let Some(territory) = &deployment.territory {
            self.territory(territory);
        }
        let logistics = &deployment.logistics;
        if let Some(reporting) = &logistics.reporting {
            self.reporting(reporting);
        }
        if let Some(training) = &logistics.training {
            self.training(training);
        }
        if let Some(vehicles) = logistics.vehicles {
            self.vehicles(vehicles);
        }
        if let Some(budget) = &logistics.budget {
            self.budget(budget);
        }
    }

    fn territory(&mut self, territory: &TerritoryDraft) {
        self.text.push('\n');
        self.comment("How `lunban territory` divides the counties of each city among its teams.");
        self.comment("`lunban territory`如何将各市的县（市、区）分给各组。");
        self.header("territory");
        let load = if territory.load == Load::Counties { "counties" } else { "column" };
        self.entry(
            "load",
            load,
            "what is balanced: the number of counties, or \"column\": the column `load` of places.csv",
            "均衡对象：县（市、区）数，或\"column\"：places.csv的load列",
        );
        if !territory.aims.is_empty() {
            let aims: Vec<&str> = territory.aims.iter().map(|aim| aim.name()).collect();
            self.entry("aims", aims, "what is made best, first to last", "目标，由先到后");
        }
        if !territory.cores.is_empty() {
            let cores: Table =
                territory.cores.iter().map(|(city, county)| (city.clone(), county.clone().into())).collect();
            self.entry(
                "cores",
                cores,
                "the county that a city team is built around; else the one nearest to the city's position",
                "驻市组所在主城区；缺省为距该市位置最近者",
            );
        }
        for (kind, sizes) in &territory.kinds {
            self.section(&format!("territory.kinds.{}", key(kind)));
            if sizes.core {
                self.entry("core", true, "whether its area is built around the core", "是否以主城区为中心");
            }
            self.entry("at_least", i64::from(sizes.at_least), "counties of a team", "每组县（市、区）数");
            self.bare("at_most", &i64::from(sizes.at_most).into());
        }
        if !territory.exceptions.is_empty() {
            self.text.push('\n');
            self.comment("Cities where these sizes cannot be kept, and why.");
            self.comment("不能按上述规模的市，及其原因。");
        }
        for exception in &territory.exceptions {
            self.exception(exception);
        }
        for fix in &territory.fix {
            self.push("[[territory.fix]]");
            self.bare("team", &fix.team.clone().into());
            self.bare("covers", &fix.covers.clone().into());
        }
        for forbid in &territory.forbid {
            self.push("[[territory.forbid]]");
            self.bare("covers", &forbid.covers.clone().into());
        }
    }

    fn exception(&mut self, exception: &ExceptionDraft) {
        self.push("[[territory.exceptions]]");
        self.bare("city", &exception.city.clone().into());
        self.bare("kind", &exception.kind.clone().into());
        for (name, size) in [("at_least", exception.at_least), ("at_most", exception.at_most)] {
            if let Some(size) = size {
                self.bare(name, &i64::from(size).into());
            }
        }
        if !exception.reason.is_empty() {
            self.bare("reason", &exception.reason.clone().into());
        }
    }

    fn reporting(&mut self, reporting: &ReportingDraft) {
        self.section("reporting");
        self.entry(
            "coordinator",
            reporting.coordinator.clone(),
            "the kind of team that coordinates the others of its city",
            "统筹本市其他组的组别",
        );
        let daily_by = reporting.daily_by.format("%H:%M").to_string();
        self.entry("daily_by", daily_by, "when the report of each day is due", "每日报送时限");
        let weekly_on = reporting.weekly_on.to_string().to_lowercase();
        self.entry("weekly_on", weekly_on, "when the reports of each week are due: mon to sun", "每周报送日：mon至sun");
        self.entry(
            "tag",
            reporting.tag.clone(),
            "bearers of this tag report before others",
            "优先担任信息报送员的标签",
        );
    }

    fn training(&mut self, training: &TrainingDraft) {
        self.section("training.certificates");
        let certificates = &training.certificates;
        self.entry("prefix", certificates.prefix.clone(), "what stands before the number", "编号前缀");
        self.line("valid_to", &certificates.valid_to.to_string(), "the last day on which they are valid", "有效期至");
        for session in &training.sessions {
            self.push("[[training.sessions]]");
            self.push(&format!("date = {}", session.date));
            self.bare("capacity", &i64::from(session.capacity).into());
            if !session.place.is_empty() {
                self.bare("place", &session.place.clone().into());
            }
        }
    }

    fn vehicles(&mut self, vehicles: VehiclesDraft) {
        self.section("vehicles");
        self.entry(
            "days_on",
            i64::from(vehicles.days_on),
            "a driver drives so many days in a row at most",
            "司机连续驾驶天数上限",
        );
        self.entry("days_off", i64::from(vehicles.days_off), "and is off so many days after them", "其后休息天数");
    }

    fn budget(&mut self, budget: &BudgetDraft) {
        self.text.push('\n');
        self.comment("Rates in yuan. Meals are the plan's; all else is an assumption.");
        self.comment("标准，单位为元。餐费按方案，其余为假设。");
        self.header("budget");
        self.entry(
            "allowance",
            budget.allowance.to_string(),
            "travel allowance of a person for a day",
            "每人每天出差补助",
        );
        self.entry("meals", budget.meals.to_string(), "the part of it that is for meals", "其中餐费");
        if let Some(rate) = budget.per_km {
            self.entry("per_km", rate.to_string(), "a km of the way, there and back", "往返每公里交通费");
        }
        for (name, rates) in [("lodging", &budget.lodging), ("vehicle", &budget.vehicle)] {
            self.section(&format!("budget.{name}"));
            for (city, rate) in rates {
                self.bare(city, &rate.to_string().into());
            }
        }
        for fare in &budget.fares {
            self.push("[[budget.fares]]");
            self.bare("from", &fare.from.clone().into());
            self.bare("to", &fare.to.clone().into());
            self.bare("fare", &Value::from(fare.fare.to_string()));
        }
    }
}
