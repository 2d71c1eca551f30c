//! Where something is, and how far that is.

use super::Municipality;

/// The mean radius of the earth in metres (IUGG, *Geodetic Reference System 1980*).
const EARTH: f64 = 6_371_008.8;

/// A place on earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl Point {
    /// The centre of a town.
    pub fn of(town: &Municipality) -> Self {
        Self {
            latitude: town.latitude,
            longitude: town.longitude,
        }
    }

    /// How far away another place is, in whole metres as the crow flies (haversine).
    pub fn metres_to(self, other: Self) -> u32 {
        let (north, other_north) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_north = (other_north - north) / 2.0;
        let half_east = (other.longitude - self.longitude).to_radians() / 2.0;
        let square =
            half_north.sin().powi(2) + north.cos() * other_north.cos() * half_east.sin().powi(2);
        (2.0 * EARTH * square.sqrt().min(1.0).asin()).round() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_as_the_crow_flies() {
        let utrecht = Point {
            latitude: 52.0907,
            longitude: 5.1214,
        };
        let groningen = Point {
            latitude: 53.2194,
            longitude: 6.5665,
        };
        assert_eq!(utrecht.metres_to(utrecht), 0);
        assert_eq!(utrecht.metres_to(groningen), groningen.metres_to(utrecht));
        // 159 km by any map.
        assert_eq!(utrecht.metres_to(groningen) / 1_000, 158);
    }
}
