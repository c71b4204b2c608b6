// The pattern language: what each construct matches, and what each mistake is told.
#include "grammar/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/tiny_grammar.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::FaultsOf;
using testing::MakeRules;
using testing::Recognized;

constexpr const char* kHead = R"toml(
levels = ["small", "large"]
[macro]
between = "(, | và)"
[lexicon]
unit = ["Sở Y tế", "Sở Nội vụ", "Công an"]
verb = ["chủ trì", "phối hợp"]
many = ["giao việc"]
[[rule]]
id = "year"
level = "small"
symbol = "year"
pattern = "năm n:%year"
[[rule]]
id = "rule"
level = "large"
emit = "x"
pattern = ''')toml";

// What a pattern of the upper level recognizes in `text`: `"words" name="captured"`, empty where it does not match.
std::string Match(const std::string& pattern, std::string_view text) {
  const auto rules = MakeRules(kHead + pattern + "'''\n");
  for (const std::string& line : Recognized(*rules, text)) {
    if (line.starts_with("t:rule ")) return line.substr(7);
  }
  return {};
}

TEST(Pattern, EachConstructMatches) {
  const struct {
    const char* what;
    const char* pattern;
    const char* text;
    const char* match;  // empty: none
  } cases[] = {
      {"a word in any case", "giao", "GIAO", "\"GIAO\""},
      {"a word in any spelling of its tone", "hoà giải", "Hòa giải", "\"Hòa giải\""},
      {"a word with a capital needs one", "Giao", "giao", ""},
      {"a run of words read as the lexicons read text", "giao việc", "giao việc", "\"giao việc\""},
      {"part of a phrase is not the phrase", "giao", "giao việc", ""},
      {"a sign", ";", "a; b", "\";\""},
      {"a dash of any kind", "giao - nhận", "giao – nhận", "\"giao – nhận\""},
      {"a quoted sign", "\"%\"", "95%", "\"%\""},
      {"a quoted run", "\"trực thuộc\"", "đơn vị trực thuộc", "\"trực thuộc\""},
      {"a quotation mark", "\"\"\" giao \"\"\"", "“giao”", "\"“giao”\""},
      {"a sign that joins", "%CAPS ~/ %CAPS", "CT/TW", "\"CT/TW\""},
      {"a sign that stands apart does not join", "%CAPS ~/ %CAPS", "CT / TW", ""},
      {"a phrase of a lexicon", "@unit", "cho Sở Y tế", "\"Sở Y tế\""},
      {"what a rule has made", "trong @year", "trong năm 2025", "\"trong năm 2025\""},
      {"a short number", "%short", "15", "\"15\""},
      {"a short number is not a long one", "%short", "150", ""},
      {"an integer", "%int", "4500", "\"4500\""},
      {"a grouped number is a number", "%num", "1.500", "\"1.500\""},
      {"a decimal", "%decimal", "2,5", "\"2,5\""},
      {"a dotted number", "%dotted", "12.6.2025", "\"12.6.2025\""},
      {"a Roman number", "%roman", "XIV", "\"XIV\""},
      {"a word with a capital", "%Cap", "xã Tân", "\"Tân\""},
      {"a word in capitals", "%CAPS", "xã TÂN", "\"TÂN\""},
      {"a word in lower case", "%low", "Xã tân", "\"tân\""},
      {"a letter", "%letter", "a", "\"a\""},
      {"a part of a code", "%code", "số CTr", "\"CTr\""},
      {"any one symbol", "giao %any ngay", "giao 5 ngay", "\"giao 5 ngay\""},
      {"one out of several", "[giao @unit %num]", "12", "\"12\""},
      {"any other one", "[^ ; @unit] @verb", "sẽ chủ trì", "\"sẽ chủ trì\""},
      {"any other one excludes", "[^ ; @unit] @verb", "Sở Y tế chủ trì", ""},
      {"all but those", "[%low !và] @unit", "và Sở Y tế", ""},
      {"all but those takes the others", "[%low !và] @unit", "hoặc Sở Y tế", "\"hoặc Sở Y tế\""},
      {"a choice", "(giao | đề nghị) @unit", "Đề nghị Công an", "\"Đề nghị Công an\""},
      {"optional", "giao cho? @unit", "giao Công an", "\"giao Công an\""},
      {"any number", "@unit (, @unit)*", "Sở Y tế, Sở Nội vụ, Công an", "\"Sở Y tế, Sở Nội vụ, Công an\""},
      {"one or more", "@unit+", "Công an Công an", "\"Công an Công an\""},
      {"counted", "%low{2,3} @unit", "a b c d Công an", "\"b c d Công an\""},
      {"counted exactly", "; %low{2} @unit", "; a Công an", ""},
      {"as few as can be", "giao %any*? @unit", "giao cho Công an và Công an", "\"giao cho Công an\""},
      {"as many as can be", "giao %any* @unit", "giao cho Công an và Công an", "\"giao cho Công an và Công an\""},
      {"a capture of a name", "giao lead:@unit", "giao Công an", "\"giao Công an\" lead=\"Công an\""},
      {"a capture of a group", "giao task:(%low %low)", "giao làm ngay", "\"giao làm ngay\" task=\"làm ngay\""},
      {"a macro", "@unit $between @unit", "Sở Y tế và Công an", "\"Sở Y tế và Công an\""},
      {"the start", "^ %bos giao", "giao", "\"giao\""},
      {"not the start", "^ %bos giao", "đã giao", ""},
      {"the end", "giao $", "đã giao", "\"giao\""},
      {"not the end", "giao $", "giao ngay", ""},
      {"the start of a sentence", "%bos giao", "Đã họp. Giao ngay", "\"Giao\""},
      {"within a sentence", "%bos giao", "Đã giao", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(Match(c.pattern, c.text), c.match) << c.what;
}

TEST(Pattern, EachMistakeIsToldWithItsPlace) {
  const struct {
    const char* pattern;
    std::size_t offset;
    const char* message;
  } cases[] = {
      {"giao (cho", 5, "this group is never closed"},
      {"giao [cho @unit", 5, "this set is never closed"},
      {"giao )", 5, "unexpected ')'"},
      {"giao \"cho", 5, "this quotation is never closed"},
      {"giao . @unit", 5, "unexpected '.' (write signs in double quotes)"},
      {"giao @nothing", 5, "no lexicon and no rule makes @nothing"},
      {"giao %nothing", 5, "there is no class %nothing"},
      {"giao $nothing", 5, "there is no macro $nothing"},
      {"giao @unit{a}", 10, "a repeat is written {2}, {2,} or {2,4}"},
      {"giao @unit{2,900}", 10, "a repeat of more than 64 makes the program too large; use * or +"},
      {"giao 15", 5, "a number cannot be a literal; use %num or a lexicon phrase"},
      {"giao lead: @unit", 5, "a capture is written name:@symbol or name:( … )"},
      {"giao ~a", 6, "'~' stands before one of , ; / -"},
      {"giao? @unit*", 0, "this pattern matches nothing at all (every part is optional)"},
      {"[@unit \"hai từ\"]", 7, "a set holds single words, signs, @names and %classes; 'hai từ' is none"},
      {"@unit \" \"", 6, "a quotation holds a sign or words"},
      {"\" \"", 0, "a quotation holds a sign or words"},
      {"giao \"\"", 5, "a quotation holds a sign or words"},
      {"[\" \"]", 1, "a quotation holds a sign or words"},
      {"@unit+*", 6, "a repeat behind a repeat; put the first one in ( )"},
      {"@unit{2}{3}", 10, "a repeat behind a repeat; put the first one in ( )"},
      {"giao []", 5, "no symbol is in this set; '!' takes away from those that stand beside it"},
      {"giao [!@unit]", 5, "no symbol is in this set; '!' takes away from those that stand beside it"},
      {"giao [!", 5, "this set is never closed"},
      {"giao [^!", 5, "this set is never closed"},
      {"[@unit (giao cho)]", 7, "a set holds single words, signs, @names and %classes; '(giao cho)' is none"},
      {"[@unit !lead:giao]", 8, "a set holds single words, signs, @names and %classes; 'lead:giao' is none"},
      {"*", 0, "unexpected '*' (write signs in double quotes)"},
  };
  Lexicons lexicons;
  const LexiconId unit = lexicons.Intern("unit");
  lexicons.Add(unit, "Sở Y tế", {.lexicon = unit, .value = "x", .valid_from = {}, .valid_to = {}});
  for (const auto& c : cases) {
    for (const std::string& run : LiteralRuns(c.pattern, {})) lexicons.AddLiteral(run);
  }
  lexicons.Freeze();
  Symbols symbols;
  symbols.Build({}, lexicons);
  for (const auto& c : cases) {
    const auto parsed = Pattern::Parse(c.pattern, {}, lexicons, symbols);
    const auto* error = std::get_if<PatternError>(&parsed);
    ASSERT_NE(error, nullptr) << c.pattern;
    EXPECT_EQ(error->message, c.message) << c.pattern;
    EXPECT_EQ(error->offset, c.offset) << c.pattern;
  }
}

std::string Times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

// The faults of a rule with this pattern and these lines of macros.
std::vector<std::string> FaultsOfPattern(const std::string& pattern, const std::string& macros = {}) {
  return FaultsOf("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = '''" + pattern + "'''\n[macro]\n" + macros);
}

// A pattern of many brackets must not bring the reader down.
TEST(Pattern, DeepBracketsAreRead) {
  EXPECT_EQ(Match(Times(200, "(") + "giao" + Times(200, ")"), "giao"), "\"giao\"");
}

TEST(Pattern, TooDeepBracketsAreAFault) {
  constexpr const char* kMessage = "parts lie more than 200 deep in each other; take brackets or macros away";
  const auto at = [&](int column) { return "t.toml:6:" + std::to_string(column) + ": " + kMessage; };
  const std::size_t many = 200'000;
  EXPECT_THAT(FaultsOfPattern(Times(201, "(") + "giao" + Times(201, ")")), ElementsAre(at(215)));
  EXPECT_THAT(FaultsOfPattern(Times(many, "(")), ElementsAre(at(215)));
  EXPECT_THAT(FaultsOfPattern(Times(many, "a:")), ElementsAre(at(416)));
  EXPECT_THAT(FaultsOfPattern(Times(many, "[")), ElementsAre(at(215)));
  EXPECT_THAT(FaultsOfPattern("giao $x", "x = '" + Times(150, "(") + "$y" + Times(150, ")") + "'\ny = '" + Times(60, "(") + "giao" +
                              Times(60, ")") + "'\n"),
              ElementsAre(at(19)));
}

TEST(Pattern, AMacroThatContainsItselfIsAFault) {
  EXPECT_THAT(FaultsOfPattern("$x", "x = 'giao $x'\n"), ElementsAre("t.toml:6:14: macro $x contains itself ($x → $x)"));
  EXPECT_THAT(FaultsOfPattern("giao $w", "w = '$x'\nx = 'giao $y'\ny = '($x)?'\n"),
              ElementsAre("t.toml:6:19: macro $x contains itself ($x → $y → $x)"));
}

TEST(Pattern, AMacroMayNameTheSameOneTwice) {
  EXPECT_THAT(FaultsOfPattern("$x $x", "x = '$y $y'\ny = 'giao'\n"), IsEmpty());
}

TEST(Pattern, AChainOfMacrosIsRead) {
  std::string macros = "m0 = 'giao'\n";
  for (int i = 1; i <= 30; ++i) macros += "m" + std::to_string(i) + " = '$m" + std::to_string(i - 1) + "'\n";
  EXPECT_THAT(FaultsOfPattern("$m30", macros), IsEmpty());
}

// Ten macros, each of which names the one before ten times, would be ten thousand million words.
TEST(Pattern, MacrosThatMultiplyAreAFault) {
  std::string macros = "m0 = 'giao'\n";
  for (int i = 1; i <= 10; ++i) macros += "m" + std::to_string(i) + " = '" + Times(10, "$m" + std::to_string(i - 1) + " ") + "'\n";
  EXPECT_THAT(FaultsOfPattern("cho $m10", macros),
              ElementsAre("t.toml:6:18: this pattern has more than 20000 parts, those of its macros among them; make it smaller"));
}

TEST(Pattern, AFaultInAMacroNamesIt) {
  EXPECT_THAT(FaultsOfPattern("giao $x", "x = '$y'\ny = '(giao'\n"),
              ElementsAre("t.toml:6:19: in macro $x: in macro $y: this group is never closed"));
}

TEST(Pattern, SaysWhichSymbolsSetItOff) {
  const auto rules = MakeRules(std::string(kHead) + "@unit %low* giao'''\n");
  const Rule& rule = rules->rules.at(1);
  EXPECT_EQ(rule.pattern.needs.size(), 2U);
  EXPECT_EQ(rule.source->Heads(rules->levels.at(static_cast<std::size_t>(rule.level)).alphabet).size(), 2U);
  const auto prefixes = rule.source->Prefixes(rules->levels.at(static_cast<std::size_t>(rule.level)).alphabet);
  ASSERT_EQ(prefixes.size(), 3U);
  EXPECT_EQ(prefixes[0].text, "@unit");
  EXPECT_EQ(prefixes[2].text, "giao");
}

}  // namespace
}  // namespace trichluc
