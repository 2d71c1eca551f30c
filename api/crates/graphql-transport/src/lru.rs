//! A map that forgets what was not used for longest, bounded in bytes.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A key: the SHA-256 of a text.
pub(crate) type Digest = [u8; 32];

struct Entry<V> {
    value: V,
    bytes: usize,
    used: u64,
}

struct Inner<V> {
    entries: HashMap<Digest, Entry<V>>,
    by_use: BTreeMap<u64, Digest>,
    bytes: usize,
    clock: u64,
}

/// A map that forgets what was not used for longest, bounded in bytes.
pub(crate) struct Lru<V> {
    inner: Mutex<Inner<V>>,
    capacity: usize,
}

impl<V: Clone> Lru<V> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            inner: Mutex::new(Inner {
                entries: HashMap::new(),
                by_use: BTreeMap::new(),
                bytes: 0,
                clock: 0,
            }),
            capacity,
        }
    }

    pub(crate) fn is_off(&self) -> bool {
        self.capacity == 0
    }

    pub(crate) fn get(&self, key: &Digest) -> Option<V> {
        let mut inner = self.lock();
        let inner = &mut *inner;
        let entry = inner.entries.get_mut(key)?;
        inner.clock += 1;
        inner.by_use.remove(&entry.used);
        inner.by_use.insert(inner.clock, *key);
        entry.used = inner.clock;
        Some(entry.value.clone())
    }

    /// Keeps `value`, which takes about so many bytes, unless it is larger than
    /// a quarter of the room.
    pub(crate) fn put(&self, key: Digest, value: V, bytes: usize) {
        if bytes > self.capacity / 4 {
            return;
        }
        let mut inner = self.lock();
        let inner = &mut *inner;
        inner.clock += 1;
        let used = inner.clock;
        let entry = Entry { value, bytes, used };
        if let Some(old) = inner.entries.insert(key, entry) {
            inner.by_use.remove(&old.used);
            inner.bytes -= old.bytes;
        }
        inner.by_use.insert(used, key);
        inner.bytes += bytes;
        while inner.bytes > self.capacity {
            let Some((_, oldest)) = inner.by_use.pop_first() else {
                break;
            };
            if let Some(gone) = inner.entries.remove(&oldest) {
                inner.bytes -= gone.bytes;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<V>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Lru;

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let lru = Lru::new(40);
        for byte in 0..4_u8 {
            lru.put([byte; 32], byte, 10);
        }
        assert_eq!(lru.get(&[0; 32]), Some(0));
        lru.put([9; 32], 9, 10);
        assert_eq!(lru.get(&[1; 32]), None);
        assert_eq!(lru.get(&[0; 32]), Some(0));
        assert_eq!(lru.get(&[9; 32]), Some(9));
    }

    #[test]
    fn a_value_too_large_is_not_kept() {
        let lru = Lru::new(40);
        lru.put([1; 32], 1, 11);
        assert_eq!(lru.get(&[1; 32]), None);
    }
}
