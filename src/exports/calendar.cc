// Deadlines as a calendar. Which days they have is told in occurrence.h; this file writes them down with libical.
#include <libical/ical.h>

#include <memory>
#include <set>

#include "exports/occurrence.h"
#include "exports/words.h"
#include "text/unicode.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

// Reminders at eight in the morning, seven days and one day before the last day. An all-day event begins and ends at midnight.
struct Reminder {
  const char* before_start;  // of an event of one day
  const char* before_end;    // of a longer one
};
constexpr Reminder kReminders[] = {{"-P6DT16H", "-P7DT16H"}, {"-PT16H", "-P1DT16H"}};

// Text that a calendar may hold: UTF-8 without control characters.
std::string Clean(std::string_view text) {
  std::string out = WellFormed(text);
  for (char& c : out) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) c = ' ';
  }
  return out;
}

void AddX(icalcomponent* to, const char* name, const std::string& value) {
  if (value.empty()) return;
  icalproperty* property = icalproperty_new_x(Clean(value).c_str());
  icalproperty_set_x_name(property, name);
  icalcomponent_add_property(to, property);
}

icaltimetype TimeOf(Day day) {
  icaltimetype time = icaltime_null_date();
  time.year = YearOf(day);
  time.month = MonthOf(day);
  time.day = DayOf(day);
  return time;
}

// RFC 5545 asks when an event was written. The document's date says it as well as any clock, and is always the same.
icaltimetype StampOf(const Extraction& document) {
  const auto issued = DaysOfDate(document.document.date.value_or(""));
  icaltimetype time = TimeOf(issued && issued->first && IsOfCalendars(*issued->first) ? *issued->first : Day(std::chrono::year(1970) / 1 / 1));
  time.is_date = 0;
  time.hour = time.minute = time.second = 0;
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

icalcomponent* Alarm(const Reminder& reminder, bool one_day, const std::string& text) {
  icalproperty* trigger = icalproperty_new_trigger(icaltriggertype_from_string(one_day ? reminder.before_start : reminder.before_end));
  if (!one_day) icalproperty_add_parameter(trigger, icalparameter_new_related(ICAL_RELATED_END));
  return icalcomponent_vanew(ICAL_VALARM_COMPONENT, icalproperty_new_action(ICAL_ACTION_DISPLAY), trigger,
                             icalproperty_new_description(text.c_str()), static_cast<void*>(nullptr));
}

}  // namespace

struct Calendar::State {
  std::shared_ptr<const Wording> words;
  std::string events{};
  std::set<std::string> seen{};  // digests of documents
  std::size_t without_time = 0;
  std::size_t out_of_years = 0;
  std::vector<std::string> repeats{};

  [[nodiscard]] std::string Summary(const Deadline& deadline) const { return Clean(deadline.task.value_or(deadline.text)); }

  // Who, when in the writer's words, where it stands, and what the calendar settled.
  [[nodiscard]] std::string Description(const Extraction& document, const Deadline& deadline, const Occurrence& when) const {
    std::string out;
    const auto line = [&](std::string_view key, std::string_view name, const std::string& value) {
      if (!value.empty()) out.append(out.empty() ? "" : "\n").append(words->Fill(key, {{name, value}}));
    };
    line("calendar.units", "units", words->List(deadline.units));
    line("calendar.quote", "text", deadline.text);
    if (deadline.kind != "relative") line("calendar.label", "label", deadline.label.value_or(""));
    line("calendar.source", "document", Called(document, *words));
    line("calendar.section", "section", deadline.section.value_or(""));
    line("calendar.page", "page", PageOf(deadline));
    if (*when.remark != '\0') line(when.remark, "date", DayWords(when.remarked, *words));
    return Clean(out);
  }

  void AddTimes(icalcomponent* event, const Occurrence& when) const {
    icalcomponent_add_property(event, icalproperty_new_dtstart(TimeOf(when.first)));
    icalcomponent_add_property(event, icalproperty_new_dtend(TimeOf(AddDays(when.last, 1))));  // the day after
    if (!when.rule.empty()) icalcomponent_add_property(event, icalproperty_new_rrule(icalrecurrencetype_from_string(when.rule.c_str())));
    icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));  // nobody is busy all day with it
  }

  void AddProvenance(icalcomponent* event, const Extraction& document, const Deadline& deadline) const {
    AddX(event, "X-TRICHLUC-RECORD", deadline.id);
    AddX(event, "X-TRICHLUC-RULE", deadline.rule);
    AddX(event, "X-TRICHLUC-SPAN", std::to_string(deadline.span.start) + "-" + std::to_string(deadline.span.end));
    AddX(event, "X-TRICHLUC-PAGE", PageOf(deadline));
    AddX(event, "X-TRICHLUC-SOURCE", document.source.name);
    AddX(event, "X-TRICHLUC-SHA256", document.source.sha256);
  }

  void AddEvent(const Extraction& document, const Deadline& deadline, const Occurrence& when) {
    const Component event(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    const std::string uid = deadline.id + "-" + document.source.sha256.substr(0, 16) + "@trichluc";
    icalcomponent_add_property(event.get(), icalproperty_new_uid(uid.c_str()));
    icalcomponent_add_property(event.get(), icalproperty_new_dtstamp(StampOf(document)));
    AddTimes(event.get(), when);
    const std::string summary = Summary(deadline);
    icalcomponent_add_property(event.get(), icalproperty_new_summary(summary.c_str()));
    icalcomponent_add_property(event.get(), icalproperty_new_description(Description(document, deadline, when).c_str()));
    icalcomponent_add_property(event.get(), icalproperty_new_categories(Clean(words->Text("calendar.category")).c_str()));
    icalcomponent_add_property(event.get(), icalproperty_new_categories(Clean(CalledShortly(document)).c_str()));
    AddProvenance(event.get(), document, deadline);
    const std::string reminding = Clean(words->Fill("calendar.alarm", {{"task", summary}}));
    for (const Reminder& reminder : kReminders) icalcomponent_add_component(event.get(), Alarm(reminder, when.first == when.last, reminding));
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(event.get()), &icalmemory_free_buffer);
    events += text.get();
  }

  // The calendar itself, without its events and its last line.
  [[nodiscard]] std::string Head() const {
    constexpr std::string_view kEnd = "END:VCALENDAR\r\n";
    const Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//trichluc//trichluc " TRICHLUC_VERSION "//VI"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
    const std::string name = Clean(words->Text("calendar.name"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_name(name.c_str()));
    AddX(calendar.get(), "X-WR-CALNAME", name);
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()), &icalmemory_free_buffer);
    std::string head = text.get();
    if (head.ends_with(kEnd)) head.resize(head.size() - kEnd.size());
    return head;
  }
};

Calendar::Calendar(const ExportWording& wording) : state_(new State{.words = wording.words_}) {}
Calendar::Calendar(Calendar&&) noexcept = default;
Calendar& Calendar::operator=(Calendar&&) noexcept = default;
Calendar::~Calendar() = default;

void Calendar::Add(const Extraction& extraction) {
  if (!state_->seen.insert(extraction.source.sha256).second) {
    state_->repeats.push_back(extraction.source.name);
    return;
  }
  for (const Deadline& deadline : extraction.deadlines) {
    const auto when = OccurrenceOf(deadline, extraction.document);
    if (!when) {
      ++state_->without_time;
    } else if (!IsOfCalendars(when->first) || !IsOfCalendars(when->last)) {
      ++state_->out_of_years;
    } else {
      state_->AddEvent(extraction, deadline, *when);
    }
  }
}

std::string Calendar::Finish() { return state_->Head() + state_->events + "END:VCALENDAR\r\n"; }

std::vector<std::string> Calendar::notes() const {
  std::vector<std::string> notes;
  if (state_->without_time > 0) {
    notes.push_back(std::to_string(state_->without_time) +
                    " deadlines have no day (continuous, on request, upon an event) and are no events (the workbook has them all)");
  }
  if (state_->out_of_years > 0) {
    notes.push_back(std::to_string(state_->out_of_years) + " deadlines are before " + std::to_string(kFirstCalendarYear) + " or after " + std::to_string(kLastCalendarYear) +
                    ", which calendars do not take, and are no events (the workbook has them all)");
  }
  for (const std::string& name : state_->repeats) notes.push_back(name + ": is the same as an earlier document, and its deadlines are there once");
  return notes;
}

}  // namespace trichluc
