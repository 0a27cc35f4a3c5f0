"""Names in several languages, alphabets and times find the place they belong to."""

import unicodedata

import pytest

from kzmap.places import resolve

# Present English name, first-level unit in January 2022, spellings.
TABLE = {
    ("Zhanaozen", "Mangystau Region"): (
        "Zhanaozen",
        "ZHANAOZEN",
        "Zhana-Ozen",
        "Janaozen",
        "Zhangaözen",
        "Жанаозен",
        "Жана-Озен",
        "Жаңаөзен",
        "жаңа өзен",
        "Novy Uzen",
        "Novyy Uzen’",
        "НОВЫЙ УЗЕНЬ",
        "Новый-Узень",
        "Жанаөзен",
    ),
    ("Almaty", "Almaty (city)"): (
        "Almaty",
        "Алматы",
        "г. Алматы",
        "Алматы қаласы",
        "Almaty city",
        "Almaty (city)",
        "Alma Ata",
        "Alma–Ata",
        "АЛМА-АТА",
        "Verny",
        "Верный",
        "город Верный",
    ),
    ("Astana", "Nur-Sultan (city)"): (
        "Astana",
        "Нур-Султан",
        "Нурсултан",
        "Нұр-Сұлтан",
        "НҰР–СҰЛТАН",
        "Nur Sultan",
        "NUR‑SULTAN",
        "Nur—Sultan",
        "Nursultan",
        "Целиноград",
        "Tselinograd",
        "Акмолинск",
        "Akmolinsk",
        "Акмола",
        "Nur-Sultan (city)",
        "Nur-Sultan/Astana",
        "Astana, Kazakhstan",
    ),
    ("Pavlodar", "Pavlodar Region"): ("Pavlodar", "ПАВЛОДАР", "Кереку", "г.Павлодар"),
    ("Shymkent", "Shymkent (city)"): ("Shymkent", "Shymkent city", "ШЫМКЕНТ", "Čimkent"),
    ("Aktobe", "Aktobe Region"): (
        "Aktobe",
        "Aqtöbe",
        "Актобе",
        "Ақтөбе",
        "Актюбинск",
        "Aktyubinsk",
        "Актобе қаласы",
    ),
    ("Karaganda", "Karaganda Region"): ("Qaraghandy", "Karagandy", "Қарағанды", "Карағанды"),
    ("Taraz", "Zhambyl Region"): ("Taraz", "Джамбул", "Dzhambul", "Аулие-Ата", "Aulie-Ata"),
    ("Kyzylorda", "Kyzylorda Region"): (
        "Kyzylorda",
        "Kzyl-Orda",
        "Qyzylorda",
        "Кзыл Орда",
        "Кызыл-Орда",
        "Перовск",
    ),
    ("Oral", "West Kazakhstan Region"): (
        "Oral",
        "Uralsk",
        "Ural'sk",
        "Ural’sk",
        "Уральск",
        "уральск",
        "Орал",
        "Oral (Uralsk)",
    ),
    ("Oskemen", "East Kazakhstan Region"): (
        "Oskemen",
        "Ust-Kamenogorsk",
        "Ust'-Kamenogorsk",
        "Усть-Каменогорск",
        "Усть Каменогорск",
        "Өскемен",
        "Оскемен",
        "Oskemen (Ust-Kamenogorsk)",
    ),
    ("Semey", "East Kazakhstan Region"): ("Semey", "Semei", "Семипалатинск", "SEMIPALATINSK"),
    ("Atyrau", "Atyrau Region"): (
        "Atyrau",
        "Атырау",
        "Гурьев",
        "Guryev",
        "Gur'yev",
        "Gurʼyev",
        "Gur`yev",
        "Guriev",
    ),
    ("Turkistan", "Turkistan Region"): ("Turkestan", "Туркестан", "Түркістан", "Türkistan"),
    ("Kostanay", "Kostanay Region"): ("Kustanay", "Кустанай", "Қостанай", "Kostanai"),
    ("Petropavl", "North Kazakhstan Region"): (
        "Petropavl",
        "Petropavlovsk",
        "Петропавловск",
        "Қызылжар",
        "ҚЫЗЫЛЖАР",
    ),
    ("Temirtau", "Karaganda Region"): ("Temirtau", "Темиртау", "Теміртау", "Temir-Tau"),
    ("Kokshetau", "Akmola Region"): ("Kokshetau", "Kökşetaw", "Кокчетав", "Көкшетау"),
    ("Aktau", "Mangystau Region"): (
        "Aktau",
        "Aqtau",
        "Актау",
        "Ақтау",
        "Шевченко",
        "Shevchenko",
        "Aktau, Mangystau",
        "Aktau (Mangystau Region)",
    ),
    ("Rudny", "Kostanay Region"): ("Rudny", "Rudnyy", "Рудный"),
    ("Ekibastuz", "Pavlodar Region"): ("Ekibastus", "ЭКИБАСТУЗ", "Екібастұз"),
    ("Taldykorgan", "Almaty Region"): (
        "Taldykorgan",
        "Taldyqorghan",
        "Taldy-Kurgan",
        "Талды-Курган",
        "Талдықорған",
    ),
    ("Zhezkazgan", "Karaganda Region"): (
        "Jezkazgan",
        "Zhezqazghan",
        "Жезқазған",
        "Джезказган",
        "Dzhezkazgan",
    ),
    ("Balkhash", "Karaganda Region"): ("Balkhash", "Balqash", "Балхаш", "Балқаш", "Балкаш"),
    ("Baikonur", "Kyzylorda Region"): (
        "Baikonur",
        "Baykonyr",
        "Байконур",
        "Байқоңыр",
        "Байконыр",
        "Leninsk",
        "Ленинск",
    ),
    ("Satpayev", "Karaganda Region"): ("Satpayev", "Satbayev", "Сатпаев", "Сәтбаев"),
    ("Ridder", "East Kazakhstan Region"): ("Ridder", "Риддер", "Лениногорск"),
    ("Kulsary", "Atyrau Region"): ("Qulsary", "Kul'sary", "Кулсары", "Кульсары", "Құлсары"),
    ("Shchuchinsk", "Akmola Region"): ("Shchuchinsk", "Щучинск"),
    ("Altai", "East Kazakhstan Region"): ("Zyryanovsk", "Зыряновск"),
    ("Zhitikara", "Kostanay Region"): ("Житикара", "Джетыгара", "Жітіқара"),
    ("Talgar", "Almaty Region"): ("Talgar", "Талғар", "Талгар"),
    ("Konaev", "Almaty Region"): (
        "Konaev",
        "Qonayev",
        "Конаев",
        "Қонаев",
        "Капчагай",
        "Капшагай",
        "Қапшағай",
        "Kapchagay",
        "Kapshagay",
    ),
    ("Shu", "Zhambyl Region"): ("Shu", "Чу", "Chu", "Шу"),
    ("Zharkent", "Almaty Region"): ("Jarkent", "Жаркент", "Панфилов", "Panfilov"),
    ("Ayagoz", "East Kazakhstan Region"): ("Ayagoz", "Аягуз", "Аягөз"),
    ("Aral", "Kyzylorda Region"): ("Aralsk", "Аральск", "Арал"),
    ("Shieli", "Kyzylorda Region"): ("Shieli", "Шиелі", "Чиили", "Chiili"),
    ("Kandyagash", "Aktobe Region"): ("Кандыагаш", "Қандыағаш", "Октябрьск"),
    ("Zhanakorgan", "Kyzylorda Region"): ("Жаңақорған", "Zhanakurgan", "Яныкурган"),
    ("Beyneu", "Mangystau Region"): ("Beineu", "Бейнеу"),
    ("Shetpe", "Mangystau Region"): ("Shetpe", "ШЕТПЕ", "с. Шетпе"),
    ("Zhetybay", "Mangystau Region"): ("Zhetybai", "Жетыбай", "Жетібай"),
    ("Kuryk", "Mangystau Region"): ("Kuryk", "Курык", "Құрық", "Ералиев"),
    ("Khorgos", "Almaty Region"): ("Khorgos", "Хоргос", "Қорғас"),
    ("Tengiz", "Atyrau Region"): ("Tengiz", "Тенгиз", "Теңіз", "Tengiz oil field"),
    ("Mangystau Region", "Mangystau Region"): (
        "Mangystau Region",
        "Mangystau oblast",
        "Мангистауская область",
        "Маңғыстау облысы",
        "Mangystau",
    ),
    ("East Kazakhstan Region", "East Kazakhstan Region"): (
        "East Kazakhstan",
        "Восточно-Казахстанская область",
        "Шығыс Қазақстан облысы",
        "ВКО",
    ),
    ("Almaty Region", "Almaty Region"): ("Almaty Region", "Almaty oblast", "Алматинская обл."),
    ("Kazakhstan", None): (
        "Kazakhstan",
        "Казахстан",
        "Қазақстан",
        "Republic of Kazakhstan",
        "Kazakhstan (nationwide)",
    ),
    ("Russia", None): ("Russia", "Россия", "Russia (Foreign Ministry statement)"),
    ("Moscow", None): ("Moscow", "Москва", "Мәскеу", "Moskva"),
}
CASES = [(*place, spelling) for place, spellings in TABLE.items() for spelling in spellings]


def test_the_table_is_broad() -> None:
    assert len(CASES) >= 150
    assert len(TABLE) >= 30


@pytest.mark.parametrize(("name", "admin1", "spelling"), CASES)
def test_spelling_finds_its_place(name: str, admin1: str | None, spelling: str) -> None:
    [answer] = resolve(spelling, when="2022-01-05")
    assert (answer.name, answer.admin1, answer.reason) == (name, admin1, None)
    assert answer.matched_by


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_unicode_normal_forms_do_not_matter(form: str) -> None:
    for name, _, spelling in CASES:
        [answer] = resolve(unicodedata.normalize(form, spelling))
        assert answer.name == name


@pytest.mark.parametrize(
    "misspelt", ["Zhanaozn", "Almatyy", "Pavlodarr", "Карганда1", "Шымкен", "Nur-Sultann"]
)
def test_a_miss_offers_near_names_and_resolves_to_none_of_them(misspelt: str) -> None:
    [answer] = resolve(misspelt)
    assert not answer.resolved
    assert answer.reason == "no match"
    assert 1 <= len(answer.candidates) <= 5
    assert all(candidate.near for candidate in answer.candidates)


@pytest.mark.parametrize("name", ["", "  ", "???", "city", "Atlantis", "Kazakh", "Aral Sea"])
def test_what_is_no_place_stays_unresolved(name: str) -> None:
    # South Africa has an Atlantis, and Azerbaijan a Kazakh.
    [answer] = resolve(name, country="KZ")
    assert not answer.resolved
    assert answer.reason
    assert answer.reason.startswith("no match")


def test_a_very_long_name_is_a_miss() -> None:
    [answer] = resolve("Ә" * 100_000)
    assert answer.reason == "no match"
    assert answer.candidates == ()


def test_the_answer_says_which_name_matched_and_how() -> None:
    def said(name: str) -> str | None:
        return resolve(name)[0].matched_by

    assert said("Новый Узень") == "name 'Новый Узень' (ru, until 1993-10)"
    assert said("новый узень") == "name 'Новый Узень' (ru, until 1993-10), ignoring case"
    assert said("г. Алматы") == "name 'Алматы' (ru, from 1991), without the word 'г'"
    weak = said("Жанаөзен")
    assert weak is not None
    assert "Kazakh letters" in weak


def test_a_remark_is_ignored_only_after_a_country() -> None:
    [answer] = resolve("Aktau (Crimea)")
    assert not answer.resolved
    assert {c.name for c in answer.candidates} == {"Aktau"}
    [answer] = resolve("Oral (Semey)")
    assert not answer.resolved
