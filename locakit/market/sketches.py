"""One rule of each common kind, as a new pack offers it: valid as it stands, its words made up."""

SKETCHES = """\
- id: {tag}.words
  kind: term
  severity: warning
  why: the word of this market, and the word that marks a text as foreign
  source: [a dictionary or style guide]
  confidence: low
  words:
    - {{not: wrongword, use: rightword, forms: {{wrongwords: rightwords}}}}
  bad: [{{target: "A wrongword here", fixed: "A rightword here"}}]
  good: ["A rightword here"]
- id: {tag}.forbidden
  kind: forbid
  why: what must not stand in a text, with its repair where that is safe
  source: [a style guide]
  patterns:
    - {{match: '\\bfoo\\b', fix: bar}}
  bad: [{{target: "Some foo", fixed: "Some bar"}}]
  good: ["Some food"]
- id: {tag}.required
  kind: require
  why: what must stand in a text whose source says so
  source: [a style guide]
  if_source: '\\bfree\\b'
  pattern: '\\bfrii\\b'
  bad: [{{source: "It is free", target: "Itt iss"}}]
  good: [{{source: "It is free", target: "Itt iss frii"}}]
- id: {tag}.false-friends
  kind: bilingual
  why: a word that looks like the source's and means something else
  source: [a dictionary]
  pairs:
    - {{source: '\\bactually\\b', not: [aktuelle], use: the word for "in fact"}}
  bad: [{{source: "Actually, no", target: "Aktuelle, no"}}]
  good: [{{source: "Current", target: "Aktuelle"}}]
- id: {tag}.claims
  kind: claim
  severity: info
  why: a superlative about one's own goods has to be proved
  source: [the law itself]
  law: The name of the law
  since: 2020-01-01
  approve_with: [legal]
  words: [bestest]
  bad: ["The bestest shop"]
  good: ["A good shop", {{target: "The bestest shop", flags: ["evidence:survey-2020"]}}]
- id: {tag}.advertising
  kind: disclosure
  severity: info
  why: advertising says that it is
  source: [the law itself]
  law: The name of the law
  when: [ad]
  tags: ["Adv:"]
  place: start
  bad: ["Buy now"]
  good: ["Adv: buy now"]
- id: {tag}.spacing
  kind: spacing
  why: no space stands before a mark
  source: [CLDR, or the market's own standard]
  none_before: ",;"
  bad: [{{target: "One , two", fixed: "One, two"}}]
  good: ["One, two"]
- id: {tag}.exclamation
  kind: count
  severity: info
  opt_in: true
  why: one exclamation mark is enough
  source: [house style]
  what: "!"
  max: 1
  bad: [{{source: "Hi", target: "Xi! Yo!"}}]
  good: [{{source: "Hi", target: "Xi!"}}]
"""
"""YAML with ``{tag}`` for the locale; braces of its own are doubled."""
