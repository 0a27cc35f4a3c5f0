# ruff: noqa: SIM905 - headers read best as the lines that they are in files
"""Small tables in the layouts of known data sets: true headers, made-up rows.

Headers are as the publishers' codebooks and exports have them; no row is anybody's data.
"""

import csv
import io

from kzmap.records import Upload

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,"
    "actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,"
    "iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
).split(",")
ACLED_DATA_ID = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,"
    "sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,timestamp,iso3"
).split(",")
ACLED_29 = [name for name in ACLED_DATA_ID if name not in ("data_id", "iso3")]
ACLED_25 = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,"
    "ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,"
    "LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES"
).split(",")
GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
CCC = [
    *(
        "date,locality,state,location_detail,online,type,title,macroevent,actors,organizations,"
        "participants,claims,valence,issues,issues_major,size_text,size_low,size_high,"
        "size_mean,size_cat,arrests,arrests_any,injuries_crowd,injuries_crowd_any,"
        "injuries_police,injuries_police_any,property_damage,property_damage_any,"
        "chemical_agents,participant_measures,police_measures,participant_deaths,"
        "police_deaths"
    ).split(","),
    *(f"source_{n}" for n in range(1, 31)),
    *"notes,lat,lon,resolved_locality,resolved_county,resolved_state,fips_code".split(","),
]
MASS_MOBILIZATION = (
    "id,country,ccode,year,region,protest,protestnumber,startday,startmonth,startyear,endday,"
    "endmonth,endyear,protesterviolence,location,participants_category,participants,"
    "protesteridentity,protesterdemand1,protesterdemand2,protesterdemand3,protesterdemand4,"
    "stateresponse1,stateresponse2,stateresponse3,stateresponse4,stateresponse5,"
    "stateresponse6,stateresponse7,sources,notes"
).split(",")


def _gdelt(*, has_adm2: bool, has_url: bool) -> list[str]:
    actor = (
        "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
        "Type1Code Type2Code Type3Code"
    ).split()
    geo = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
    return [
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor{n}{name}" for n in (1, 2) for name in actor),
        *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
        *"NumMentions NumSources NumArticles AvgTone".split(),
        *(
            f"{whose}Geo_{name}"
            for whose in ("Actor1", "Actor2", "Action")
            for name in geo
            if has_adm2 or name != "ADM2Code"
        ),
        "DATEADDED",
        *(["SOURCEURL"] if has_url else []),
    ]


GDELT_57 = _gdelt(has_adm2=False, has_url=False)
GDELT_58 = _gdelt(has_adm2=False, has_url=True)
GDELT_61 = _gdelt(has_adm2=True, has_url=True)

ROWS = {
    "acled": {
        "event_id_cnty": "KAZ1",
        "event_date": "05 January 2022",
        "year": "2022",
        "time_precision": "1",
        "disorder_type": "Demonstrations",
        "event_type": "Protests",
        "sub_event_type": "Peaceful protest",
        "actor1": "Protesters (Kazakhstan)",
        "inter1": "Protesters",
        "iso": "398",
        "region": "Caucasus and Central Asia",
        "country": "Kazakhstan",
        "admin1": "Mangystau",
        "location": "Zhanaozen",
        "latitude": "43.3412",
        "longitude": "52.8619",
        "geo_precision": "1",
        "source": "Example News; Another Paper",
        "notes": "On 5 January 2022, made-up people gathered.",
        "fatalities": "0",
    },
    "ucdp-ged": {
        "id": "1001",
        "type_of_violence": "1",
        "dyad_name": "Government of A - B",
        "source_article": '"Example News,2022-01-05,A headline";"Another,2022-01-06,Second"',
        "where_prec": "2",
        "where_coordinates": "Almaty town",
        "adm_1": "Almaty province",
        "latitude": "43.25",
        "longitude": "76.95",
        "country": "Kazakhstan",
        "date_prec": "1",
        "date_start": "2022-01-05 00:00:00.000",
        "date_end": "2022-01-06 00:00:00.000",
        "best": "3",
    },
    "ccc": {
        "date": "2022-01-05",
        "locality": "Portland",
        "state": "OR",
        "online": "0",
        "type": "rally; march",
        "claims": "for a made-up cause",
        "valence": "0",
        "source_1": "https://example.org/a;b?c=1",
        "source_2": "a leaflet",
        "source_3": "NA",
        "lat": "45.5",
        "lon": "-122.6",
    },
    "mass-mobilization": {
        "id": "7052022001",
        "country": "Kazakhstan",
        "year": "2022",
        "protest": "1",
        "protestnumber": "1",
        "startday": "2",
        "startmonth": "1",
        "startyear": "2022",
        "endday": "11",
        "endmonth": "1",
        "endyear": "2022",
        "protesterviolence": "0",
        "location": "Almaty",
        "sources": "1. example news; january 2, 2022; a headline",
        "notes": "Made-up notes.",
    },
    "gdelt": {
        "GLOBALEVENTID": "1021846785",
        "SQLDATE": "20220105",
        "MonthYear": "202201",
        "Year": "2022",
        "FractionDate": "2022.0137",
        "Actor1Name": "PROTESTER",
        "IsRootEvent": "1",
        "EventCode": "141",
        "EventBaseCode": "141",
        "EventRootCode": "14",
        "QuadClass": "3",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Zhanaozen, Mangghystau, Kazakhstan",
        "ActionGeo_CountryCode": "KZ",
        "ActionGeo_Lat": "43.3412",
        "ActionGeo_Long": "52.8619",
        "DATEADDED": "20220105120000",
        "SOURCEURL": "https://example.org/news;1",
    },
}
OLD = {
    "event_date": "01-January-2015",
    "data_id": "7",
    "iso3": "KAZ",
    "event_type": "Riots/Protests",
    "inter1": "6",
    "sub_event_type": "",
    "gwno": "705",
}
LAYOUTS = {
    "acled": ("acled", ACLED, {}),
    "acled-31-old": ("acled", ACLED_DATA_ID, OLD),
    "acled-29": ("acled", ACLED_29, OLD),
    "acled-25": ("acled", ACLED_25, OLD),
    "ucdp-ged": ("ucdp-ged", GED, {}),
    "ccc": ("ccc", CCC, {}),
    "mass-mobilization": ("mass-mobilization", MASS_MOBILIZATION, {}),
    "gdelt-57": ("gdelt", GDELT_57, {}),
    "gdelt-58": ("gdelt", GDELT_58, {}),
    "gdelt-61": ("gdelt", GDELT_61, {}),
}
"""Format, header and what differs in a row, by layout."""


def row(layout: str, **changed: str) -> dict[str, str]:
    """A row of a layout that is kept, in its columns, with some cells changed."""
    form, header, old = LAYOUTS[layout]
    cells = ROWS[form] | old
    by_name = {name.lower(): cell for name, cell in cells.items()}
    made = {name: by_name.get(name.lower(), "") for name in header}
    unknown = set(changed) - set(made)
    assert not unknown, unknown
    return made | changed


def sheet(layout: str, *rows: dict[str, str], without: tuple[str, ...] = ()) -> Upload:
    """A table in a layout, as its publisher writes it."""
    form, header, _ = LAYOUTS[layout]
    names = [name for name in header if name not in without]
    lines = [[cells[name] for name in names] for cells in rows]
    if form == "gdelt":
        text = "".join("\t".join(line) + "\n" for line in lines)
        return Upload("20220105.export.CSV", text.encode())
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([names, *lines])
    return Upload(f"{layout}.csv", stream.getvalue().encode())
