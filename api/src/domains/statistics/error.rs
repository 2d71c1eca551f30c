//! How figures can fail.

use sea_orm::DbErr;

use crate::kernel::error::{Fault, Kind, Problem};
use crate::kernel::language::Text;

/// A failure of figures.
#[derive(Debug, thiserror::Error)]
pub enum StatisticsError {
    /// There is no such dataset.
    #[error("there is no such dataset")]
    NoDataset,
    /// A file that the product ships does not read as it should.
    #[error("the shipped figures are broken: {0}")]
    BrokenData(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for StatisticsError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoDataset => Kind::NotFound,
            Self::BrokenData(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoDataset => "dataset.not_found",
            Self::BrokenData(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NoDataset => "deze dataset bestaat niet",
            Self::BrokenData(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }
}

/// A dimension is asked for twice.
pub fn repeated_dimension() -> Fault {
    Fault::at(
        "by",
        "supply.repeated_dimension",
        Text::new("noem elke dimensie één keer", "name each dimension once"),
    )
}

/// A provider is put beside itself.
pub fn repeated_provider() -> Fault {
    Fault::at(
        "beside",
        "supply.repeated_provider",
        Text::new(
            "dit is dezelfde aanbieder; zet er een andere naast",
            "this is the same provider; put another beside it",
        ),
    )
}

/// What is asked is settled by the address.
pub fn said_elsewhere(name: &'static str, detail: Text) -> Fault {
    Fault::at(name, "supply.settled", detail)
}

/// The table would be too large for one answer.
pub fn too_many_cells(cells: usize, most: usize) -> Fault {
    Fault::at(
        "by",
        "supply.too_many_cells",
        Text::new(
            format!("dit zijn {cells} cellen; hoogstens {most}, dus kies minder dimensies"),
            format!("these are {cells} cells; at most {most}, so choose fewer dimensions"),
        ),
    )
}

/// There is no such dimension.
pub fn unknown_dimension(word: &str, known: &str) -> Fault {
    let shown: String = word.chars().take(60).collect();
    Fault::at(
        "by",
        "supply.unknown_dimension",
        Text::new(
            format!("„{shown}” is geen dimensie; bekend zijn: {known}"),
            format!("“{shown}” is no dimension; known are: {known}"),
        ),
    )
}
