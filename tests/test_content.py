"""Words, names and numbers of sentences."""

from __future__ import annotations

import pytest

import toolkit as tk
from toolkit.content.capitals import evidence
from toolkit.content.figures import find_figures
from toolkit.content.names import find_names
from toolkit.content.overlap import Candidates, features, find_sources, similarity
from toolkit.content.said import name_shown, phrases, sentence_words, take_apart
from toolkit.content.stems import stem
from toolkit.content.words import aliases, class_of, weight, words_of
from toolkit.segmentation import segmented

WORDS = {"left", "leav", "met", "meet", "troop", "official", "agre", "end", "write"}


def said(text):
    return take_apart(sentence_words(segmented([text])))


def numbers(text):
    return [figure.key for figure in find_figures(words_of(text.split()))]


def names(text):
    return [name_shown(one, name) for one in said(text) for name in one.names]


@pytest.mark.parametrize(
    "forms",
    [
        "prepare prepares prepared preparing",
        "stop stops stopped stopping",
        "call calls called calling",
        "agree agrees agreed agreeing",
        "city cities",
        "church churches",
        "fight fights fought fighting",
        "child children",
        "die dies died dying",
        "centre center centres centers centred centered",
        "labour labor labouring laboring",
        "favourite favorite",
        "defence defense",
        "programme program",
        "organise organize organised organizing",
        "organisation organization",
        "analyse analyze analysed",
        "traveller traveler",
        "catalogued cataloged",
        "analysis analyses",
        "josé jose",
        "são sao",
        "łódź lodz",
    ],
)
def test_forms_of_one_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "news new",
        "organ organise",
        "port portion",
        "need knead",
        "advise advice",
        "prise prize",
        "our or",
        "four for",
        "organism organise",
        "analyst analyse",
    ],
)
def test_different_words_keep_different_stems(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "text",
    [
        "50,000",
        "50000",
        "fifty thousand",
        "50 thousand",
        "Fifty-thousand",
        "50k",
        "50,000.",
        "$50,000",
    ],
)
def test_one_number_in_many_forms(text):
    assert numbers(text) == ["50000"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Half a million people", "500000"),
        ("a quarter of a million people", "250000"),
        ("half a dozen", "6"),
        ("two and a half million people", "2500000"),
        ("£1.2 bn", "1200000000"),
        ("a million people", "1000000"),
        ("A hundred and ten people", "110"),
        ("A hundred and fifty thousand people", "150000"),
        ("a thousand and one nights", "1001"),
        ("a billion and a half", "1500000000"),
        ("two million and a quarter", "2250000"),
        ("two point five million", "2500000"),
        ("five and a quarter per cent", "5.25%"),
        ("four and three-quarters", "4.75"),
        ("three-quarters of them", "75%"),
        ("three quarters of a million", "750000"),
        ("2 and a half million", "2500000"),
        ("3½ miles", "3.5"),
        ("3 1/2 miles", "3.5"),
        ("12½%", "12.5%"),
    ],
)
def test_parts_of_large_numbers(text, key):
    assert numbers(text) == [key]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("3.5 million", ["3500000"]),
        ("$3.5m", ["3500000"]),
        ("£2bn", ["2000000000"]),
        ("two hundred and fifty thousand people", ["250000"]),
        ("one hundred and ten", ["110"]),
        ("twenty-one", ["21"]),
        ("a dozen eggs", ["12"]),
        ("a million", ["1000000"]),
        ("12%", ["12%"]),
        ("12 percent", ["12%"]),
        ("twelve per cent", ["12%"]),
        ("3 million dollars", ["3000000"]),
        ("one of them", []),
        ("one percent", ["1%"]),
        ("hundreds of people", []),
        ("two, three or four", ["2", "3", "4"]),
        ("two three", ["2", "3"]),
        ("on Jan. 5", ["january 5"]),
        ("on January 5, 2031", ["january 5", "2031"]),
        ("on the 5th January", ["january 5"]),
        ("you may 5", ["5"]),
        ("the 1990s", ["1990s"]),
        ("the 10th time", ["10th"]),
        ("at 9:40", ["9:40"]),
        ("4:45 a.m., 4.45am or 04:45", ["4:45"] * 3),
        ("at 10:30am, or 5pm", ["10:30", "5:00"]),
        ("the 3rd of March and March 3rd", ["march 3", "march 3"]),
        ("Theresa May 10 years ago", ["10"]),
        ("when Theresa May 10 times asked", ["10"]),
        ("on Friday May 10 they met", ["may 10"]),
        ("in '61 and the '90s", ["1961", "1990s"]),
        ("'61 people left", ["61"]),
        ("on 9/11 and 12/25/2030", ["9/11", "12/25/2030"]),
        ("two thirds and two-thirds", ["66.6666666667%"] * 2),
        ("a fifth of us, 1/5 of us, one in five, 2 out of 10, 20%", ["20%"] * 5),
        ("one in 5 days, two in six attacks, one in 2015", ["5", "2", "6", "2015"]),
        ("2/3 met, 9/11 and 24/7 of it", ["2/3", "9/11", "24/7"]),
        ("a blast, followed by a third, woke them", []),
        ("up by a fifth, by a fifth in May, a fifth lower", ["20%"] * 3),
        ("by a third man, a third, by a quarter of a point", ["0.25"]),
        ("forty grand a year, 40 grand", ["40000", "40000"]),
        ("two grand pianos and 2 grand slams", ["2", "2"]),
        ("fifty bucks, 50 quid", ["50", "50"]),
        ("at five o'clock, 5 o'clock or 5pm", ["5:00"] * 3),
        ("at half past two, twenty past ten", ["2:30", "10:20"]),
        ("six to five, half past, ten past noon", ["6", "5", "10"]),
        ("from a quarter to ten per cent, a quarter to 10%", ["10%", "10%"]),
        ("one child in five is, one reader in 5.", ["20%", "20%"]),
        ("four homes in ten, two people in three agree", ["40%", "66.6666666667%"]),
        ("two goals in five games, five men in two", ["2", "5", "5", "2"]),
        ("half a century ago, a quarter of a century", ["50", "25"]),
        ("net zero, zero tolerance", []),
        ("under-16s, the over 65s, 18-to-24s, the 60s", ["16", "65", "18", "24", "60s"]),
        ("one school in five towns, one fire in 2019", ["5", "2019"]),
        (
            "from 71 to 64.5 per cent, between 3 and 5%, 3-5%",
            ["71%", "64.5%", "3%", "5%", "3%", "5%"],
        ),
        ("from 12, to 5%; in 2019 and 5%", ["12", "5%", "2019", "5%"]),
        (
            "in 1998-99, 2030/31 and on pages 1998-20",
            ["1998", "1999", "2030", "2031", "1998", "20"],
        ),
        ("3 mln and 1.2 bln", ["3000000", "1200000000"]),
        ("a third man and a third of them", ["33.3333333333%"]),
        ("three quarters in a row", ["3"]),
        ("two quarters, one point", ["2"]),
        ("a dozen and two", ["12", "2"]),
        ("an hour and a half of it", []),
        ("five and a third man", ["5"]),
        ("K2-18b and WASP-39b are planets", []),
        ("the 100m sprint, a £100m final and 100m people", ["100", "100000000", "100000000"]),
        ("see https://ostrey.example/2031/12 or mail ann.b2@ostrey.com", []),
        ("a 50-year-old", ["50"]),
        ("from 2 to 3", ["2", "3"]),
        ("five and six", ["5", "6"]),
        ("the twenty-first century, a hundred and fifth, the ninety-third minute", []),
        ("a thirty-second film, twenty fifth birthdays, two hundred and five", ["30", "20", "205"]),
        ("the two and the three", ["2", "3"]),
        ("", []),
    ],
)
def test_numbers_and_dates(text, keys):
    assert numbers(text) == keys


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The court in Northbrook met President Ada Marlow.", ["Northbrook", "Ada Marlow"]),
        ("She left the United States for the U.K. in May.", ["the United States", "the U.K."]),
        ("They trust us, and us alone.", []),
        ("Otters use tools.", []),
        ("They met on New Year's Eve and at New Year in New Ostrey.", ["New Ostrey"]),
        (
            "We sailed from the Isle of Ostrey to the Diocese of Wend.",
            ["the Isle of Ostrey", "the Diocese of Wend"],
        ),
        ("Plumbers don't ask whom Hobbs wants.", ["Hobbs"]),
        ("Hobbs wants more.", ["Hobbs"]),
        ("Wexhamans want more.", ["Wexhamans"]),
        ("They wait in Fifty-ninth Street.", ["Street"]),
        ("We fear the Danes swim and the Irish voted.", ["the Danes", "the Irish"]),
        ("We trust the Swiss franc and American seed.", ["Swiss franc", "American seed"]),
        ("He wrote to the Bank of Ostrey.", ["the Bank of Ostrey"]),
        ("He wrote to Marlow of Ostrey.", ["Marlow", "Ostrey"]),
        ("We met European leaders and Russian-backed forces.", ["European leaders", "Russian"]),
        ("Officials said no. However, nobody left.", []),
        ("Counteroffensives continue. Tomorrow we leave.", []),
        ("Ketterick lost. Nobody in Ketterick cared.", ["Ketterick", "Ketterick"]),
        ("Mr. and Mrs. Stott met Dr. Farrant.", ["Stott", "Farrant"]),
        ("The Marlow campaign ended.", ["Marlow"]),
        ('She said: "Nobody came." Then "Ostrey Fair" began.', ["Ostrey Fair"]),
        ("Ostrey, Pellan and Corrow agreed.", ["Ostrey", "Pellan", "Corrow"]),
        ("On Monday I saw the pupils at St. Bride's.", ["St. Bride"]),
        ("BRIDGE CLOSES AFTER OLD PIER CRACKS", []),
        ("Bridge Closes After the Old Pier Cracks, Again", []),
        ("Gillingham lost. Kissinger left.", ["Gillingham", "Kissinger"]),
        (
            "Nottinghamshire won. Threadneedle Street agreed.",
            ["Nottinghamshire", "Threadneedle Street"],
        ),
        ("Deliveries stopped. Robberies rose. Charities closed.", []),
        ("Ratepayers lost. Homeowners paid. Potholes grew. Newsagents shut.", []),
        ("Fairbanks froze. Williams left.", ["Fairbanks", "Williams"]),
        ("Blimey, that was close. Hogwash. Nope. Kudos to them.", []),
        (
            "Yesterday Prime Minister Justin Kelk met Mayor Grant Stott.",
            ["Justin Kelk", "Grant Stott"],
        ),
        ("He left the Hamas-run ministry and the Vance-led group.", ["Hamas", "Vance"]),
        ("He flew F-16s over Ostrey.", ["F-16s", "Ostrey"]),
        ("Starve a fever. Smother the fire. Ketterick, a town, lost.", ["Ketterick"]),
        (
            "They did NOT go, it was FREE and NEVER that LOUD. NATO and the ONS met.",
            ["NATO", "the ONS"],
        ),
        ("States are slow. The United States met.", ["The United States"]),
        (
            "At the TV Guild and PC World some met GP Ada Hill.",
            ["the TV Guild", "PC World", "Ada Hill"],
        ),
        ("On TV some MPs and CEOs spoke of AI at Christmas.", []),
        ("They met Hannah Dean and the dean on Christmas Eve and on Easter Day.", ["Hannah Dean"]),
        ("A clerk saw the twins Ada Eve and Orla Day there.", ["Ada Eve", "Orla Day"]),
        ("Madam, Dear Editor, it was Ada Marlow MP.", ["Ada Marlow"]),
    ],
)
def test_names(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "pair",
    [
        ("The U.S. left.", "America left."),
        ("US troops left.", "The troops of the United States left."),
        ("Ukrainian officials met.", "Officials of Ukraine met."),
        ("NATO met.", "The North Atlantic Treaty Organization met."),
        ("He left Nasa.", "NASA met."),
        ("The U.K.'s troops left.", "Troops of Britain left."),
        ("He left Canal St.", "He left Canal Street."),
        ("He left Fema.", "The Federal Emergency Management Agency met."),
        ("Kyiv agreed.", "He left Kiev."),
        ("Zelenskyy agreed.", "Volodymyr Zelensky left."),
        ("World War II ended.", "World War Two ended."),
        ("He wrote to José Éireann.", "He wrote to Jose Eireann."),
    ],
)
def test_names_that_stand_for_the_same_are_compared_as_one(pair):
    one, other = (set(said(text)[0].terms) for text in pair)
    assert one & other >= {term for term in one if term not in WORDS}


def test_a_people_and_its_place_are_one_if_the_story_has_both():
    words = [
        words_of(text.split()) for text in ("He left Ostria .", "We met Ostrian men , Ostrians .")
    ]
    keys = [
        [part.key for name in find_names(one, evidence(words)) for part in name.parts]
        for one in words
    ]
    assert keys == [["ostria"], ["ostria", "ostria"]]
    assert said("He left Ostria. We met Ostrians.")[0].terms["ostria"] < weight("ostria")
    alone = [part.key for name in find_names(words[1], evidence(words[1:])) for part in name.parts]
    assert alone == ["ostrian", "ostrian"]


def test_the_text_decides_about_words_that_open_a_sentence():
    sentences = [words_of(text.split()) for text in ("Rose spoke .", "I heard Rose speak .")]
    assert [len(find_names(words, evidence(sentences))) for words in sentences] == [1, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I blame the Health Secretary for it.", []),
        ("So did Foreign Affairs Minister Ada Marlow.", ["Ada Marlow"]),
        ("He met the Attorney General and the Secretary of Defence.", []),
        ("She is the Bishop of Northbrook.", ["Northbrook"]),
        ("He met the Ostrian Prime Minister.", ["the Ostrian"]),
    ],
)
def test_what_an_office_is_for_is_no_name(text, found):
    assert names(text) == found
    assert phrases(said(text)[0], set()) == []


@pytest.mark.parametrize("pair", ["F-16s F16", "G-7 G7", "MiG-29 MiG29s"])
def test_a_model_is_one_word_with_or_without_its_hyphen(pair):
    one, other = (words_of([form]) for form in pair.split())
    assert [word.stem for word in one] == [word.stem for word in other]


def test_addresses_stay_whole():
    tokens = ["www.ostrey.org/a-b/3", "ann@a-b.co.uk", "ostrey.gov.uk/9/11", "and/or", "air-strike"]
    assert len(words_of(tokens)) == 3 + 4


@pytest.mark.parametrize(
    "pair", ["air strikes airstrike", "cease-fire ceasefire", "health-care healthcare"]
)
def test_a_compound_is_one_word_in_parts_and_whole(pair):
    parts, _, whole = pair.rpartition(" ")
    one, other = said(f"The {parts} plan failed. The {whole} plan failed.")
    assert features(one) == features(other)


def test_neighbours_that_no_text_has_as_one_word_stay_two():
    assert {"air", "strik"} <= set(said("The air strikes failed. They struck.")[0].terms)


def test_phrases_are_runs_of_new_content_words():
    (one,) = said(
        "This raises ethical concerns about cannon fodder, 12 new police cars and Ada Marlow."
    )
    assert phrases(one, known=set()) == ["ethical concerns", "cannon fodder", "police cars"] or (
        phrases(one, known=set()) == ["ethical concerns", "cannon fodder", "new police cars"]
    )
    assert phrases(one, known={"ethical"})[0] == "cannon fodder"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He wore half-moon spectacles.", []),
        ("He wore dog-ate-my-homework.", []),
        ("They built high-speed rail.", ["high-speed rail"]),
        ("A strongly worded letter came.", ["strongly worded letter"]),
        ("They saw prices somewhere next spring.", []),
        ("A widow ignores parking tickets.", ["parking tickets"]),
        ("Voters prefer cheap petrol.", ["cheap petrol"]),
        ("It was stolen property in a nature preserve.", ["stolen property", "nature preserve"]),
        ("He had an instinctive dislike.", ["instinctive dislike"]),
        ("My dad hitch-hiked to the seaside.", []),
        ("It drew crowds to the seaside.", []),
        ("It has a runway long enough for jets.", []),
        ("It has crowds larger than ours.", []),
        ("It was a smaller budget than ours.", ["smaller budget"]),
    ],
)
def test_halves_of_compounds_verbs_and_adverbs_are_no_part_of_a_phrase(text, found):
    assert phrases(said(text)[0], set()) == found


def test_a_word_that_counts_by_number_is_no_name():
    assert names("He sat in Room 214 of a hotel, behind Row 26, near Pier Nine in Ostrey.") == [
        "Pier Nine", "Ostrey",
    ]  # fmt: skip


def test_names_go_on_over_an_ampersand():
    text = "Marsh & Stone was hit. He works for Pratt & Gale, she writes a Q&A for B & D."
    assert names(text) == ["Marsh & Stone", "Pratt & Gale", "B & D"]
    assert names("Bread & butter came to Ostrey &c.") == ["Ostrey"]


def test_a_number_in_a_list_is_no_part_of_its_sentence():
    assert said("2. Housing costs too much.")[0].terms == said("Housing costs too much.")[0].terms
    assert [len(one.figures) for one in said("(12) Ask why. It was 12. In 1998.")] == [0, 1, 1]


def test_rare_words_weigh_more():
    assert weight("the") == 0 < weight(stem("people")) < weight(stem("soldier")) < weight("zyxwv")


def test_a_sentence_without_telling_words_is_close_to_nothing():
    report = Candidates([features(one) for one in said("He said that it was so. They had it.")])
    assert find_sources(features(said("It was so, he said.")[0]), report).closeness == 0.0
    assert find_sources({}, Candidates([])).sources == ()


def test_sources_are_ordered_by_how_much_each_has():
    report = said(
        "The Ostrey bridge closed after engineer Ada Marlow warned council leaders yesterday. "
        "Engineer Ada Marlow warned council leaders about rusty Ostrey cables. "
        "Harbour ferries doubled winter crossings."
    )
    sentence = said(
        "The Ostrey bridge closed after engineer Ada Marlow warned council leaders about rusty "
        "cables while harbour ferries doubled winter crossings."
    )[0]
    match = find_sources(features(sentence), Candidates([features(one) for one in report]))
    assert match.sources == (0, 1, 2)
    assert list(match.shares) == sorted(match.shares, reverse=True)


def test_similarity_is_one_for_a_copy_and_symmetric():
    text = "Divers found the second pier of the Ostrey bridge damaged. It will cost 1.2 million."
    a, b = said(text), said("The pier of the bridge is damaged, a diver says. Who pays?")
    assert similarity(a, a) == pytest.approx(1.0)
    assert similarity(a, b) == similarity(b, a) > 0.2
    assert similarity(a, said("But why?")) == 0.0


def test_a_contraction_is_no_name():
    assert [class_of(word) for word in ("there'll", "harbour", "o'clock")] == [
        class_of("there"),
        None,
        None,
    ]
    story = tk.read_story(
        text="The port is shut.\n\nRead the original article here\n\nThere'll be trouble."
    )
    assert tk.carryover(story)["new_names"].tolist() == [()]


def test_thirds_share_a_word_though_they_differ_as_numbers():
    one, other = said("A third of them left. Two thirds of them left.")
    assert "third" in one.terms.keys() & other.terms.keys()
    assert one.figures[0].key != other.figures[0].key


def test_a_model_in_capitals_tells_less_than_an_unknown_name():
    one = said("He flew a B-70 to Ketterick.")[0]
    assert one.terms["b70"] < one.terms["ketterick"]


def test_an_agency_is_one_under_its_initials():
    assert aliases()["AP"] == aliases()["Associated Press"] == ("associated press", "outlet")
