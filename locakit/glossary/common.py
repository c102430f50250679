"""Words that begin or end no term: function words of a few languages, and what English instructions are made of."""

from __future__ import annotations

from functools import cache

_FUNCTION = {
    "en": """a about above across after again against all almost along already also although always am among an and
        another any anyone anything are as at away back be because been before behind being below between
        both but by can cannot could did do does doing done down during each either else enough etc even
        ever every everyone everything few for from further had has have having he her here hers him his
        how however i if in instead into is isn it its itself just last least less let like ll many may
        maybe me might more most much must my need needs neither never no none nor not nothing now of off
        often on once one only onto or other others otherwise our ours out over own per perhaps please
        quite rather re really s same several shall she should since so some someone something soon still
        such sure t than that the their theirs them then there therefore these they thing things this
        those though through thus to together too toward two under unless until up upon us ve very via was
        way ways we well were what whatever when whenever where wherever whether which while who whole
        whom whose why will with within without would yes yet you your yours yourself first second third
        three next previous new old different various following certain available able d m re don doesn
        won isn aren wasn weren couldn shouldn didn hasn haven e g i.e e.g vs is don't can't isn't aren't
        doesn't didn't won't wasn't weren't shouldn't couldn't wouldn't haven't hasn't you're we're
        they're it's that's there's you'll we'll i'm let's you've we've""",
    "de": """aber alle als am an auch auf aus bei bis da das dass dem den der des die diese dieser dieses doch du durch
        ein eine einem einen einer eines er es für hat hier ich ihr ihre im in ist ja kann kein keine man
        mehr mit nach nicht noch nur ob oder sein sich sie sind so und um unter vom von vor war was wenn
        wer wie wird wir zu zum zur über""",
    "es": """a al como con cuando de del desde donde e el ella en entre era es esta este esto estos fue ha han hasta la
        las le les lo los más me mi muy no nos o para pero por que qué se si sin sobre son su sus también
        te tu tus u un una unas uno unos y ya""",
    "fr": """a au aux avec ce ces cette d dans de des du elle en est et été il ils j je l la le les leur leurs lui ma
        mais me mes mon n ne nos notre nous on ou où par pas pour plus qu que qui s sa sans se ses si son
        sont sur ta te tes ton tu un une vos votre vous y à""",
    "it": """a ad ai al alla alle anche che chi come con da dal dalla dei del della delle di dove e è ed gli ha i il in
        la le lo ma mi nel nella non o per più quando quello questa questo se si sono su sua suo sul sulla
        ti tra tu un una uno vi""",
    "nl": """aan als bij dan dat de deze die dit door een en er het hij hoe ik in is je kan maar met meer moet naar
        niet nog nu of om onder ook op over te tot uit uw van voor was wat we wel werd wie worden zal ze
        zich zijn zo""",
    "pt": """a ao aos as até à às com como da das de dela dele depois do dos e é ela ele em entre era essa esse esta
        este eu foi há isso isto já lhe mais mas me mesmo meu minha muito na nas nem no nos não num numa o
        os ou para pela pelo pelos por qual quando que quem se sem ser seu seus são só sua suas também te
        tem um uma umas uns você""",
    "ru": """а без был была были было быть в вам вас во вот все вы где да для до его ее если есть еще же за и из или им
        их к как когда ко ли мы на не нет но о об он она они от по под при с со так также то только у уже
        чтобы что это этот я""",
}
_GENERIC = {
    "en": """add allow allows apply ask ask avoid become call change check choose click come contain contains continue
        create created creating depend enable enabled ensure enter exist find follow get gets give given
        gives go going good great happen happens help helps hit hold include included includes including
        keep keeps know leave left long look looks make makes making mean means move note number open
        perform press provide provided provides put read recommended refer remove represent require
        required requires return returns right run running say see seems select send sent set sets setting
        shown show shows simple simply specific specified specify start starts stop support supported
        supports switch take takes tell test try turn type types use used useful user uses using want
        wants work working works write written big small large main full high low best better easy
        possible particular additional multiple current usual correct common default general example
        examples case cases kind due bit lot part parts time times day days people place point order end
        side top bottom year years today unable selected existing lots
        successfully currently automatically directly usually generally
        typically probably actually""",
}
INNER = {
    "en": frozenset(("of", "to", "for", "in", "on", "per", "by", "and")),
    "es": frozenset(("de", "del", "a", "para", "en", "por")),
    "fr": frozenset(("de", "du", "des", "à", "au", "en", "par", "pour", "d", "l")),
    "pt": frozenset(("de", "do", "da", "dos", "das", "a", "para", "em", "por")),
    "it": frozenset(("di", "del", "della", "a", "per", "in", "da")),
}
"""Function words that may stand inside a term."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Words that hold sentences together; empty for a language without a list."""
    return frozenset(_FUNCTION.get(language, "").split())


@cache
def generic_words(language: str) -> frozenset[str]:
    """Function words, and words so general that no term begins or ends with them."""
    return function_words(language) | frozenset(_GENERIC.get(language, "").split())
