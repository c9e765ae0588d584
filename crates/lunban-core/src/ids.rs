//! Dense ids: positions in the sorted tables of one campaign.
//!
//! A table is sorted by the ids people wrote (`P0123`, `U16`, `110100-1`) before it is numbered, so the order
//! of rows in a file never reaches a result.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the row at `position` of its sorted table.
            ///
            /// # Panics
            /// If a table has more than `u32::MAX` rows.
            pub fn at(position: usize) -> Self {
                Self(u32::try_from(position).expect("a table has fewer than 2^32 rows"))
            }

            /// The position in the sorted table, to index it with.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// One person of a roster.
    PersonId
);
id!(
    /// One sending unit.
    UnitId
);
id!(
    /// One team.
    TeamId
);
id!(
    /// One place: a province, a city or a county.
    PlaceId
);
id!(
    /// One kind of team.
    KindId
);
id!(
    /// One rank; a greater id is a higher rank.
    RankId
);
id!(
    /// One tag a person may bear.
    TagId
);
id!(
    /// One round. `RoundId::at(0)` is shown to people as round 1.
    RoundId
);
id!(
    /// One role of a kind of team (leader, deputy, member): its position among the seats of its kind.
    RoleId
);
id!(
    /// One post: equal seats of one role, in one team, over one span of dates.
    PostId
);
id!(
    /// One count of one rule that is on.
    CountId
);
id!(
    /// One goal level, `LevelId::at(0)` the first.
    LevelId
);

impl RoundId {
    /// The number people use, from 1.
    pub fn number(self) -> u32 {
        self.0 + 1
    }

    /// The round that people call `number`, if there can be one (numbers begin at 1).
    ///
    /// ```
    /// use lunban_core::RoundId;
    /// assert_eq!(RoundId::numbered(3).unwrap().number(), 3);
    /// assert_eq!(RoundId::numbered(0), None);
    /// ```
    pub fn numbered(number: u32) -> Option<Self> {
        number.checked_sub(1).map(Self)
    }
}
