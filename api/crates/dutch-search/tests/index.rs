//! The index from outside: what it finds, why, and that what it takes over changes nothing.

use dutch_search::{Builder, By, Field, Index, Lexicon, Meaning, Sense};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| (*it).to_owned()).collect()
}

fn lexicon() -> Lexicon {
    let meaning = |name: &str, sense, phrases: &[&str]| Meaning {
        name: name.to_owned(),
        sense,
        phrases: words(phrases),
        related: Vec::new(),
    };
    Lexicon {
        stop: words(&["de", "het", "een", "met", "in", "niet", "van", "en"]),
        light: words(&["cursus", "kind"]),
        own: words(&["maatje"]),
        whole: words(&["pleegouder"]),
        guarded: words(&["buren"]),
        before_place: words(&["in"]),
        meanings: vec![
            meaning(
                "boosheid",
                Sense::Concept,
                &["boze buien", "woede", "luistert niet"],
            ),
            meaning("Buren", Sense::Place, &["Buren"]),
        ],
    }
}

const TEXTS: [(&str, &str); 5] = [
    ("Omgaan met pubers", "Een cursus voor wie een puber heeft."),
    ("Woede", "Wat helpt bij woede van een kind."),
    ("Vlaggensysteem", "Gekleurde vlaggen en criteria."),
    ("Buurtgezin", "Met de buren samen."),
    ("Buddy", "Een maatje voor een pleegouder; op maat."),
];

fn index(texts: &[(&str, &str)], before: Option<&Index>) -> Index {
    let mut builder = Builder::new(lexicon(), before);
    for (title, body) in texts {
        builder.add(&[(Field::Title, title), (Field::Body, body)]);
    }
    builder.build(false, || vec![vec![], vec![(3, 0.9)]])
}

fn found(index: &Index, asked: &str) -> Vec<(u32, u32, bool)> {
    let mut hits = index.search(&index.question(asked));
    hits.sort_by_key(|hit| (u32::MAX - hit.score, hit.doc));
    hits.iter()
        .map(|hit| (hit.doc, hit.score, hit.confident))
        .collect()
}

#[test]
fn each_way_to_read_a_word_leads_somewhere_and_tells_how() {
    let index = index(&TEXTS, None);
    for (asked, doc, by) in [
        ("puber", 0, By::Word),
        ("pubercursus", 0, By::Compound),
        ("boze buien", 1, By::Meaning),
        ("een kind luistert niet", 1, By::Meaning),
        ("vlaggen systeem", 2, By::Compound),
        ("vlagensysteem", 2, By::Spelling),
        ("woedde", 1, By::Spelling),
        ("maatje", 4, By::Word),
        ("boze buienn", 1, By::Spelling),
    ] {
        let question = index.question(asked);
        let (first, _, confident) = found(&index, asked)[0];
        assert_eq!((first, confident), (doc, true), "{asked}");
        let why = index.why(&question, doc);
        assert!(why.iter().any(|it| it.by == by), "{asked}: {why:?}");
    }
    for nothing in ["", "de het een", "fotografie", "cursus fotografie"] {
        assert!(found(&index, nothing).iter().all(|it| !it.2), "{nothing}");
    }
}

#[test]
fn a_name_may_be_made_of_words_that_say_nothing() {
    let mut builder = Builder::new(lexicon(), None);
    for title in ["Niet van de een", "De een en het kind", "Van een kind"] {
        builder.add(&[(Field::Title, title)]);
    }
    let index = builder.build(false, Vec::new);
    let (first, _, confident) = found(&index, "niet van de een")[0];
    assert_eq!((first, confident), (0, true));
    let why = index.why(&index.question("niet van de een"), 0);
    assert_eq!(
        (why[0].by, why[0].found.as_str()),
        (By::Word, "niet van de een")
    );
}

#[test]
fn what_lacks_the_asked_property_comes_after_what_has_it() {
    let mut with_online = lexicon();
    with_online.meanings.push(Meaning {
        name: "online".to_owned(),
        sense: Sense::Filter,
        phrases: words(&["online"]),
        related: Vec::new(),
    });
    let mut builder = Builder::new(with_online, None);
    for title in ["Woede", "Woede te lijf"] {
        builder.add(&[(Field::Title, title)]);
    }
    let index = builder.build(false, || vec![vec![], vec![], vec![(1, 0.9)]]);
    let order = |asked| {
        found(&index, asked)
            .iter()
            .map(|it| it.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(order("woede"), [0, 1]);
    assert_eq!(order("woede online"), [1, 0]);
}

#[test]
fn a_name_that_is_a_word_is_a_place_only_where_one_is_expected() {
    let index = index(&TEXTS, None);
    let is_place = |asked: &str| {
        let understood = index.understood(&index.question(asked));
        understood.iter().any(|it| it.meanings.contains(&1))
    };
    assert!(is_place("cursus in Buren") && is_place("Buren"));
    assert!(!is_place("de buren van een kind"));
}

#[test]
fn what_is_taken_over_from_before_changes_nothing() {
    let mut texts = TEXTS.to_vec();
    let before = index(&texts, None);
    texts[3] = ("Pubergezin", "Opvang voor pubers, met een woedend kind.");
    texts.swap(0, 2);
    let (over, afresh) = (index(&texts, Some(&before)), index(&texts, None));
    for asked in [
        "puber",
        "pubergezin",
        "woede",
        "vlaggen",
        "buren",
        "maat",
        "criteria",
    ] {
        assert_eq!(found(&over, asked), found(&afresh, asked), "{asked}");
        let why = |index: &Index, doc| index.why(&index.question(asked), doc);
        assert_eq!(why(&over, 0), why(&afresh, 0), "{asked}");
    }
}

#[test]
fn a_word_comes_apart_when_its_parts_are_said_somewhere_and_no_more_when_they_are_not() {
    let texts = [
        ("Zorgboerderij", "Een dag met dieren."),
        ("Woede", "Wat helpt bij woede."),
    ];
    let more = [texts[0], texts[1], ("Boerderijen", "Zorg in het groen.")];
    let alone = index(&texts, None);
    assert!(found(&alone, "boerderij").is_empty());

    let mut builder = Builder::again(&alone);
    assert!(builder.keep(0) && builder.keep(1) && !builder.keep(2));
    builder.add(&[(Field::Title, more[2].0), (Field::Body, more[2].1)]);
    let with_more = builder.build(false, || vec![vec![], vec![(3, 0.9)]]);
    assert_eq!(
        found(&with_more, "boerderij"),
        found(&index(&more, None), "boerderij")
    );
    assert!(
        found(&with_more, "boerderij")
            .iter()
            .any(|(doc, ..)| *doc == 0)
    );

    let mut builder = Builder::again(&with_more);
    assert!(builder.keep(0) && builder.keep(1));
    let again = builder.build(false, || vec![vec![], vec![(3, 0.9)]]);
    assert_eq!(found(&again, "boerderij"), found(&alone, "boerderij"));
}
