// Calendars, read back by libical.
#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>
#include <set>

#include "exports/occurrence.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "support/sample.h"
#include "trichluc/exports.h"

namespace trichluc {
namespace {

using Component = std::unique_ptr<icalcomponent, void (*)(icalcomponent*)>;

Component Parsed(const std::string& text) { return {icalparser_parse_string(text.c_str()), &icalcomponent_free}; }

std::string Written(const std::vector<Extraction>& documents, const char* language = "vi") {
  Calendar calendar(*ExportWording::Load({.language = language}));
  for (const Extraction& document : documents) calendar.Add(document);
  return calendar.Finish();
}

std::vector<icalcomponent*> Events(icalcomponent* calendar) {
  std::vector<icalcomponent*> events;
  for (icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    events.push_back(event);
  }
  return events;
}

std::string Text(icaltimetype time) { return icaltime_as_ical_string(time); }

std::string XOf(icalcomponent* event, const std::string& name) {
  for (icalproperty* property = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); property != nullptr;
       property = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
    if (icalproperty_get_x_name(property) == name) return icalproperty_get_x(property);
  }
  return {};
}

TEST(CalendarTest, ADeadlineIsAnAllDayEvent) {
  const Component calendar = Parsed(Written({testing::SampleExtraction()}));
  const auto events = Events(calendar.get());
  ASSERT_EQ(events.size(), 1U);
  icalcomponent* event = events[0];
  EXPECT_EQ(Text(icalcomponent_get_dtstart(event)), "20311215");
  EXPECT_EQ(Text(icalcomponent_get_dtend(event)), "20311216");
  EXPECT_EQ(Text(icalcomponent_get_dtstamp(event)), "20310214T000000Z");
  EXPECT_STREQ(icalcomponent_get_summary(event), "báo cáo");
  EXPECT_STREQ(icalcomponent_get_description(event),
               "Cơ quan thực hiện: Phòng Nông nghiệp\nThời hạn theo văn bản: trước ngày 15/12/2031\n"
               "Nguồn: Kế hoạch số 27/KH-UBND\nMục: II.1");
  EXPECT_EQ(XOf(event, "X-TRICHLUC-RECORD"), testing::SampleExtraction().deadlines[0].id);
  EXPECT_EQ(XOf(event, "X-TRICHLUC-SOURCE"), "kenh.txt");
}

TEST(CalendarTest, RemindersComeInTheMorning) {
  Extraction document = testing::SampleExtraction();
  document.deadlines[0].date = "2031-12-01/2031-12-15";
  document.deadlines.push_back(testing::SampleExtraction().deadlines[0]);
  document.deadlines[1].id = "other";
  const Component calendar = Parsed(Written({document}));
  // Each alarm's time, counted from the midnight that begins or ends the event, is eight o'clock.
  for (icalcomponent* event : Events(calendar.get())) {
    std::vector<int> hours;
    for (icalcomponent* alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT); alarm != nullptr;
         alarm = icalcomponent_get_next_component(event, ICAL_VALARM_COMPONENT)) {
      icalproperty* trigger = icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
      const int seconds = icaldurationtype_as_int(icalproperty_get_trigger(trigger).duration);
      const bool from_end = icalproperty_get_first_parameter(trigger, ICAL_RELATED_PARAMETER) != nullptr;
      hours.push_back(seconds / 3600 + (from_end ? 24 : 0));  // from the midnight that begins the last day
    }
    EXPECT_EQ(hours, (std::vector<int>{-7 * 24 + 8, -24 + 8}));
  }
}

TEST(CalendarTest, RulesGiveTheDaysThatTheyShould) {
  Extraction document = testing::SampleExtraction();
  Deadline& deadline = document.deadlines[0];
  deadline.kind = "recurring";
  const auto days = [&](const char* every, std::optional<std::string> date) {
    deadline.every = every;
    deadline.date = std::move(date);
    const Component calendar = Parsed(Written({document}));
    icalcomponent* event = Events(calendar.get()).at(0);
    const icalrecurrencetype rule = icalproperty_get_rrule(icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY));
    icalrecur_iterator* iterator = icalrecur_iterator_new(rule, icalcomponent_get_dtstart(event));
    std::string out;
    for (icaltimetype time = icalrecur_iterator_next(iterator); !icaltime_is_null_time(time); time = icalrecur_iterator_next(iterator)) {
      out += Text(time).substr(4) + " ";
    }
    icalrecur_iterator_free(iterator);
    return out;
  };
  // The plan is for 2031 and was issued on 14 February.
  EXPECT_EQ(days("P1Y", "XXXX-12-15"), "1215 ");
  EXPECT_EQ(days("P3M", std::nullopt), "0331 0630 0930 1231 ");
  EXPECT_EQ(days("P6M", std::nullopt), "0630 1231 ");
  EXPECT_EQ(days("P1Y", std::nullopt), "1231 ");
  EXPECT_EQ(days("P1M", "XXXX-XX-30"), "0228 0330 0430 0530 0630 0730 0830 0930 1030 1130 1230 ");
  EXPECT_EQ(days("P1M", std::nullopt), "0228 0331 0430 0531 0630 0731 0831 0930 1031 1130 1231 ");
}

TEST(CalendarTest, WhatHasNoDayIsCounted) {
  Extraction document = testing::SampleExtraction();
  document.deadlines[0].kind = "continuous";
  Calendar calendar(*ExportWording::Load());
  calendar.Add(document);
  calendar.Add(document);
  EXPECT_EQ(Events(Parsed(calendar.Finish()).get()).size(), 0U);
  ASSERT_EQ(calendar.notes().size(), 2U);
  EXPECT_EQ(calendar.notes()[0].rfind("1 deadlines have no day", 0), 0U) << calendar.notes()[0];
  EXPECT_EQ(calendar.notes()[1].rfind("kenh.txt: is the same as an earlier document", 0), 0U) << calendar.notes()[1];
}

// A year that somebody typed wrongly makes no broken event.
TEST(CalendarTest, WhatIsOutsideOfTheYearsOfCalendarsIsCounted) {
  Extraction document = testing::SampleExtraction();
  const Deadline model = document.deadlines[0];
  document.deadlines.clear();
  for (const char* date : {"9999-12-30", "9999-12-31", "9999", "../9999-12-31", "2031-01-01/3000-01-01", "3000-01-01", "0001-01-01", "0000", "1899-12-31", "1900-01-01", "2999-12-31"}) {
    document.deadlines.push_back(model);
    document.deadlines.back().id = std::to_string(document.deadlines.size());
    document.deadlines.back().date = date;
  }
  Calendar calendar(*ExportWording::Load());
  calendar.Add(document);
  const std::string text = calendar.Finish();
  const Component parsed = Parsed(text);
  const auto events = Events(parsed.get());
  ASSERT_EQ(events.size(), 2U) << text;
  EXPECT_EQ(Text(icalcomponent_get_dtstart(events[0])), "19000101");
  EXPECT_EQ(Text(icalcomponent_get_dtstart(events[1])), "29991231");
  EXPECT_EQ(Text(icalcomponent_get_dtend(events[1])), "30000101");
  EXPECT_EQ(icalcomponent_count_errors(parsed.get()), 0);
  ASSERT_EQ(calendar.notes().size(), 1U);
  EXPECT_EQ(calendar.notes()[0].rfind("9 deadlines are before 1900 or after 2999", 0), 0U) << calendar.notes()[0];
}

TEST(CalendarTest, ADocumentOfAFarYearHasWholeEvents) {
  Extraction document = testing::SampleExtraction();
  document.document.date = "9999-12-31";
  EXPECT_NE(Written({document}).find("DTSTAMP:19700101T000000Z\r\n"), std::string::npos);
  document = testing::SampleExtraction();
  document.document.period = "2031/9999";
  document.deadlines[0].kind = "recurring";
  document.deadlines[0].every = "P1Y";
  document.deadlines[0].date = "XXXX-12-15";
  EXPECT_NE(Written({document}).find("RRULE:FREQ=YEARLY\r\n"), std::string::npos) << Written({document});
}

TEST(CalendarTest, TextOfAnyKindComesBack) {
  Extraction document = testing::SampleExtraction();
  document.deadlines[0].task = "một, hai; ba\\bốn\nnăm: \"sáu\" \x01\xFF BEGIN:VEVENT " + std::string(200, 'x') + "ộ";
  document.source.name = "a,b;c\r\nEND:VCALENDAR.txt";
  const std::string text = Written({document});
  const Component calendar = Parsed(text);
  const auto events = Events(calendar.get());
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(icalcomponent_get_summary(events[0]), "một, hai; ba\\bốn\nnăm: \"sáu\"  \xEF\xBF\xBD BEGIN:VEVENT " + std::string(200, 'x') + "ộ");
  EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
}

TEST(CalendarTest, ThePlansOfTheCorpusAreOneCalendar) {
  std::vector<Extraction> documents;
  std::size_t expected = 0;
  for (const testing::Document& document : testing::CorpusDocuments()) {
    documents.push_back(*testing::Builtin().Extract({.name = document.name, .bytes = document.bytes}));
    for (const Deadline& deadline : documents.back().deadlines) expected += OccurrenceOf(deadline, documents.back().document) ? 1 : 0;
  }
  const std::string text = Written(documents);
  EXPECT_EQ(text, Written(documents)) << "the same bytes";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75U) << text.substr(at, end - at);
    at = end + 2;
  }
  const Component calendar = Parsed(text);
  EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
  EXPECT_NE(icalrestriction_check(calendar.get()), 0);
  std::set<std::string> uids;
  for (icalcomponent* event : Events(calendar.get())) EXPECT_TRUE(uids.insert(icalcomponent_get_uid(event)).second);
  EXPECT_EQ(uids.size(), expected);
  EXPECT_GT(expected, 100U);
}

}  // namespace
}  // namespace trichluc
