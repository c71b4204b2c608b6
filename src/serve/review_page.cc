// What people say of records: in the document, on a page of its own where something is wrong, and all of it as a list.
#include "serve/review_page.h"

#include <algorithm>
#include <chrono>

#include "serve/month.h"
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kAround = 600;  // bytes of the source that are shown on either side of a record

std::string Now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(now - day);
  const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return TextOf(date.year() / date.month(), static_cast<unsigned>(date.day())) + "T" + two(time.hours().count()) + ":" + two(time.minutes().count()) + ":" + two(time.seconds().count()) + "Z";
}

constexpr std::string_view kDigest = "sha256";  // of the document, in forms and in addresses of records

// "2031-03-01T08:30:00Z" as a day and a time.
std::string TimeWords(const Visit& visit, const std::string& when) { return when.size() < 16 ? when : DateWords(when.substr(0, 10), visit.words) + " " + when.substr(11, 5) + " UTC"; }

std::string VerdictWords(const Visit& visit, const Review& review) {
  return visit.Fill("said_" + std::string(Name(review.verdict)), {{"who", review.who}, {"when", TimeWords(visit, review.when)}});
}

void WriteHidden(std::string_view name, std::string_view value, Html& html) {
  html << "<input type=\"hidden\"";
  html.Attribute("name", name);
  html.Attribute("value", value);
  html << ">";
}

void WriteFault(const Visit& visit, const Error& fault, Html& html) {
  html << "<p class=\"problem\" role=\"alert\">";
  WriteMessage(visit, fault, html);
  html << "</p>";
}

void WriteVerdict(const Visit& visit, Verdict verdict, std::string_view kind, bool chosen, Html& html) {
  html << "<button name=\"verdict\" value=\"" << Name(verdict) << "\"";
  if (!kind.empty()) html.Attribute("class", kind);
  if (verdict != Verdict::kWithdrawn) html << " aria-pressed=\"" << (chosen ? "true\">" : "false\">");
  else html << ">";
  html.Text(visit.Word("judge_" + std::string(Name(verdict)))) << "</button>";
}

}  // namespace

Judged::Judged(const Visit& visit, std::int64_t number, IndexedDocument document, std::vector<Review> reviews)
    : visit_(visit), number_(number), document_(std::move(document)), reviews_(std::move(reviews)), reviewed_(Reviewed(document_, reviews_)) {
  // Of several the first. One that is to be added has no id yet, and nothing was said of it.
  const auto note = [](ByRecord& map, const Standing& standing, const std::string& id) {
    if (!id.empty()) map.try_emplace({standing.kind, id}, &standing);
  };
  for (const Standing& standing : reviewed_.standings) {
    note(shown_, standing, standing.record.empty() ? standing.machine : standing.record);
    note(known_, standing, standing.record);
    note(known_, standing, standing.machine);
  }
}

Result<Judged> Judged::Load(const Visit& visit, std::int64_t number, std::string_view digest) {
  if (digest.empty()) return Load(visit, number);
  constexpr std::size_t kDigits = 64;
  constexpr int kTries = 3;  // it may be read anew between two questions
  const Error gone{Error::Code::kBadArgument, "no document of that digest is in the index (look for it by its words)"};
  if (digest.size() != kDigits || digest.find_first_not_of("0123456789abcdef") != std::string_view::npos) return gone;
  for (int tried = 1;; ++tried) {
    const Result<std::optional<Index::KnownDocument>> known = visit.index.Find(digest);
    if (!known) return known.error();
    if (!*known) return gone;
    Result<Judged> judged = Load(visit, (*known)->number);
    if (judged || judged.error().code != Error::Code::kBadArgument || tried == kTries) return judged;
  }
}

Result<Judged> Judged::Load(const Visit& visit, std::int64_t number) {
  Result<IndexedDocument> document = visit.index.Load(number);
  if (!document) return document.error();
  Result<std::vector<Review>> reviews = ReviewsOf(visit.index, document->extraction.source.sha256);
  if (!reviews) return reviews.error();
  return Judged(visit, number, std::move(*document), std::move(*reviews));
}

const Standing* Judged::StandingOf(std::string_view kind, std::string_view record) const {
  const auto found = shown_.find({kind, record});
  return found == shown_.end() || found->second->verdict == Verdict::kWithdrawn ? nullptr : found->second;
}

std::int64_t Judged::LastReviewOf(std::string_view kind, std::string_view record) const {
  const auto found = known_.find({kind, record});
  return found == known_.end() ? 0 : found->second->review;
}

const Review* Judged::LastSaidOf(std::string_view kind, std::string_view record) const {
  const std::int64_t last = LastReviewOf(kind, record);
  return last == 0 ? nullptr : &ReviewNumbered(last);
}

const Review& Judged::ReviewOf(const Standing& standing) const { return ReviewNumbered(standing.review); }

const Review& Judged::ReviewNumbered(std::int64_t number) const {
  return *std::lower_bound(reviews_.begin(), reviews_.end(), number, [](const Review& review, std::int64_t wanted) { return review.number < wanted; });
}

std::string Judged::Tools(std::string_view kind, std::string_view record) const {
  const Standing* const standing = StandingOf(kind, record);
  const std::optional<Verdict> verdict = standing == nullptr ? std::nullopt : std::optional(standing->verdict);
  Html html;
  html << "<div class=\"judge" << (verdict ? " done\"" : "\"");
  html.Attribute("data-kind", kind);
  html.Attribute("data-record", record);
  html << ">";
  if (visit_.site.MayReview()) {
    html << "<form method=\"post\" action=\"" << serve::AddressOf(number_) << "/review\">";
    WriteHidden(kDigest, document_.extraction.source.sha256, html);
    WriteHidden("list", kind, html);
    WriteHidden("record", record, html);
    WriteHidden("previous", std::to_string(LastReviewOf(kind, record)), html);
    if (verdict != Verdict::kAdded) {
      WriteVerdict(visit_, Verdict::kAccepted, "accept", verdict == Verdict::kAccepted, html);
      WriteVerdict(visit_, Verdict::kRejected, "reject", verdict == Verdict::kRejected, html);
    }
    html << "<a";
    html.Attribute("class", "correct");
    html.Attribute("href", AddressOfForm(kind, record));
    if (verdict == Verdict::kCorrected) html << " aria-current=\"true\"";
    html << ">";
    html.Text(visit_.Word("judge_corrected")) << "</a>";
    if (verdict) WriteVerdict(visit_, Verdict::kWithdrawn, "", false, html);
    html << "</form>";
  }
  if (standing != nullptr) {
    const Review& review = ReviewOf(*standing);
    html << "<p class=\"said\">";
    html.Text(VerdictWords(visit_, review));
    if (standing->state != Standing::State::kStands) (html << " <strong>").Text(visit_.Word("state_" + std::string(Name(standing->state)))) << "</strong>";
    if (!review.note.empty()) (html << " <q>").Text(review.note) << "</q>";
    html << "</p>";
  }
  html << "</div>";
  return std::move(html).Take();
}

std::string Judged::AddressOfForm(std::string_view kind, std::string_view record) const {
  return Address(serve::AddressOf(number_) + "/records/" + Escaped(kind) + "/" + Escaped(record)).With(kDigest, document_.extraction.source.sha256).text();
}

std::string Judged::Progress() const {
  const Extraction& all = document_.extraction;
  const std::size_t count = all.references.size() + all.assignments.size() + all.targets.size() + all.deadlines.size() + all.custom.size();
  Html html;
  html << "<span class=\"progress\"><progress max=\"" << count << "\" value=\"" << count - std::min(count, reviewed_.open) << "\" aria-hidden=\"true\"></progress> ";
  html.Text(visit_.Fill("checked", {{"done", std::to_string(count - std::min(count, reviewed_.open))}, {"count", std::to_string(count)}})) << "</span>";
  return std::move(html).Take();
}

std::string Judged::Rejected() const {
  Html html;
  bool any = false;
  for (const Standing& standing : reviewed_.standings) {
    if (standing.verdict != Verdict::kRejected || standing.machine.empty()) continue;
    if (!any) (html << "<section class=\"rejected\"><h2>").Text(visit_.Word("rejected")) << "</h2><ul class=\"plain\">";
    any = true;
    html << "<li class=\"card\"><p lang=\"vi\">";
    html.Text(visit_.words.Text("report." + standing.kind)) << ": <s>";
    html.Text(ReviewOf(standing).quote) << "</s></p>" << Tools(standing.kind, standing.machine) << "</li>";
  }
  if (any) html << "</ul></section>";
  return std::move(html).Take();
}

// ---- judging ------------------------------------------------------------------------------------------------------------------

namespace {

// The bytes that the form says the record stands at; none where both are left out.
Result<std::optional<Span>> SpanIn(const Pairs& form) {
  constexpr std::size_t kMost = std::size_t{1} << 40;
  const std::string_view start = ValueOf(form, "start");
  const std::string_view end = ValueOf(form, "end");
  if (start.empty() && end.empty()) return std::optional<Span>();
  const std::optional<std::size_t> from = NumberOf(start, kMost);
  const std::optional<std::size_t> to = NumberOf(end, kMost);
  if (from && to && *from < *to) return std::optional(Span{*from, *to});
  return Error{Error::Code::kBadArgument, std::string(ValueOf(form, "list")) + ".span: '" + std::string(start) + "' to '" + std::string(end) + "' are no bytes (give two whole numbers, the greater one last)"};
}

// A review as a form has it.
Result<Review> ReviewIn(const Visit& visit, const Judged& judged, const Pairs& form, Verdict verdict) {
  Review review;
  review.digest = judged.document().extraction.source.sha256;
  review.kind = ValueOf(form, "list");
  review.record = ValueOf(form, "record");
  review.note = ValueOf(form, "note");
  review.who = visit.who_is_given || ValueOf(form, "who").empty() ? visit.who : std::string(ValueOf(form, "who"));
  review.when = Now();
  review.previous = static_cast<std::int64_t>(NumberIn(ValueOf(form, "previous"), 1'000'000'000));
  review.verdict = verdict;
  // The machine's own id, where the record has one; people see the id of what they made of it.
  if (const Standing* const standing = judged.StandingOf(review.kind, review.record); standing != nullptr) {
    if (standing->verdict == Verdict::kAdded && review.verdict == Verdict::kCorrected) review.verdict = Verdict::kAdded;
    if (!standing->machine.empty()) review.record = standing->machine;
  }
  if (review.verdict != Verdict::kCorrected && review.verdict != Verdict::kAdded) return review;
  const bool corrected = review.verdict == Verdict::kCorrected;
  const Result<std::vector<ReviewValue>> before = ReviewForm(judged.document().extraction, review.kind, corrected ? review.record : "");
  if (!before) return before.error();
  const bool moved = ValueOf(form, "start") != ValueOf(form, "was_start") || ValueOf(form, "end") != ValueOf(form, "was_end");
  const Result<std::optional<Span>> span = !corrected || moved ? SpanIn(form) : std::optional<Span>();
  if (!span) return span.error();
  review.fields = FieldsTyped(*before, form, *span);
  return review;
}

Response ShowForm(const Visit& visit, const Judged& judged, std::string_view kind, std::string_view record, const Pairs* typed, const Error* fault, unsigned status);

// Has the document that was read anew no longer what was to be judged?
bool IsGone(const Visit& visit, const Judged& judged, std::string_view kind, std::string_view record, Verdict verdict) {
  if (record.empty() || verdict == Verdict::kWithdrawn || FaultOfKind(visit.index, kind)) return false;
  if (const Standing* const standing = judged.StandingOf(kind, record)) {
    // What people said of it is still there, but there is nothing of the machine's to correct.
    return verdict == Verdict::kCorrected && standing->machine.empty() && standing->verdict != Verdict::kAdded;
  }
  return !ReviewForm(judged.document().extraction, kind, record);
}

// The answer then: with all that was typed, which is a record of its own now if it is saved.
Response AnswerOfGone(const Visit& visit, const Judged& judged, const Pairs& form, Verdict verdict, bool fragment) {
  const bool is_form = verdict == Verdict::kCorrected || verdict == Verdict::kAdded;
  const Error fault{Error::Code::kConflict, visit.Word("record_gone") + (is_form ? " " + visit.Word("typed_is_kept") : "")};
  const std::string_view kind = ValueOf(form, "list");
  const std::string_view record = ValueOf(form, "record");
  if (!fragment && is_form) return ShowForm(visit, judged, kind, judged.StandingOf(kind, record) == nullptr ? "" : record, &form, &fault, StatusOf(fault));
  if (!fragment) return Problem(visit, fault);
  Html html;
  WriteFault(visit, fault, html);
  html << judged.Tools(kind, record);
  Response response;
  response.status = StatusOf(fault);
  response.body = std::move(html).Take();
  return response;
}

// Who was faster.
std::string ConflictWords(const Visit& visit, const Judged& judged, const Review& review) {
  const Result<Judged> now = Judged::Load(visit, judged.number(), review.digest);
  const Review* const other = now ? now->LastSaidOf(review.kind, review.record) : nullptr;
  return (other == nullptr ? "" : VerdictWords(visit, *other) + " ") + visit.Word("judged_meanwhile");
}

}  // namespace

Response JudgeRecord(const Visit& visit, std::int64_t number) {
  if (!visit.site.MayReview()) return Problem(visit, 403, visit.Word("read_only"));
  const auto form = ParseForm(visit.request.body);
  if (!form) return Problem(visit, 400, visit.Word("bad_form"));
  const bool fragment = !ValueOf(*form, "fragment").empty();
  const std::optional<Verdict> verdict = VerdictOf(ValueOf(*form, "verdict"));
  if (!verdict) return Problem(visit, 400, visit.Word("no_verdict"));
  const Result<Judged> judged = Judged::Load(visit, number, ValueOf(*form, kDigest));
  if (!judged) return judged.error().code == Error::Code::kBadArgument ? Problem(visit, 404, visit.Word("no_document")) : Problem(visit, judged.error());
  const std::string kind(ValueOf(*form, "list"));
  const std::string record(ValueOf(*form, "record"));
  if (IsGone(visit, *judged, kind, record, *verdict)) return AnswerOfGone(visit, *judged, *form, *verdict, fragment);
  const Result<Review> review = ReviewIn(visit, *judged, *form, *verdict);
  std::optional<Error> fault;
  Review kept;
  if (!review) {
    fault = review.error();
  } else {
    fault = visit.site.Write([&](Index& index) -> std::optional<Error> {
      Result<Review> judged_now = Judge(index, *review);
      if (!judged_now) return judged_now.error();
      kept = std::move(*judged_now);
      return std::nullopt;
    });
  }
  if (fault && fault->code == Error::Code::kConflict) fault->message = ConflictWords(visit, *judged, *review);
  const bool is_form = *verdict == Verdict::kCorrected || *verdict == Verdict::kAdded;
  if (fault && !fragment) {
    if (is_form) return ShowForm(visit, *judged, kind, record, &*form, &*fault, StatusOf(*fault));
    return Problem(visit, *fault);
  }
  // What stands now, read anew.
  const Result<Judged> after = Judged::Load(visit, number, judged->document().extraction.source.sha256);
  if (!after) return Problem(visit, after.error());
  Response response;
  if (fragment) {
    Html html;
    html << after->Progress();
    if (fault) WriteFault(visit, *fault, html);
    html << after->Tools(kind, record);
    response.status = fault ? StatusOf(*fault) : 200;
    response.body = std::move(html).Take();
  } else {
    response = Response::Redirect(after->AddressOf(kind, kept.record));
  }
  if (!fault && !visit.who_is_given) response.headers.emplace_back("Set-Cookie", CookieHeader(visit.request, "trichluc_who", Escaped(kept.who)));
  return response;
}

std::string Judged::AddressOf(std::string_view kind, std::string_view machine) const {
  std::string record(machine);
  for (const Standing& standing : reviewed_.standings) {
    if (standing.kind == kind && standing.machine == machine && !standing.record.empty()) record = standing.record;
  }
  const std::string id = IdOfRecord(reviewed_.extraction, kind, record);
  return serve::AddressOf(number_) + (id.empty() ? "" : "#" + id);
}

namespace {

void WriteInput(const Visit& visit, const ReviewValue& value, std::string_view now, Html& html) {
  const std::string name(value.field.name);
  html << "<label><span>";
  html.Text(visit.words.Text("review." + name)) << "</span>";
  switch (value.field.type) {
    case ReviewField::Type::kChoice:
      html << "<select";
      html.Attribute("name", name);
      html << ">";
      if (value.field.may_be_null) html << "<option value=\"\"></option>";
      for (const std::string_view choice : value.field.choices) {
        html << "<option";
        html.Attribute("value", choice);
        html << (choice == now ? " selected>" : ">");
        html.Text(visit.words.Text("review_choice." + std::string(choice))) << "</option>";
      }
      html << "</select>";
      break;
    case ReviewField::Type::kText:
    case ReviewField::Type::kTexts:
      html << "<textarea lang=\"vi\"";
      html.Attribute("name", name);
      html << " rows=\"" << std::clamp<std::size_t>(1 + static_cast<std::size_t>(std::count(now.begin(), now.end(), '\n')) + now.size() / 70, 1, 8) << "\">";
      html.Text(now) << "</textarea>";
      break;
    default:
      html << "<input type=\"text\"";
      html.Attribute("name", name);
      html.Attribute("value", now);
      html << ">";
  }
  if (value.field.type == ReviewField::Type::kTexts) (html << "<span class=\"was\">").Text(visit.Word("one_a_line")) << "</span>";
  if (now != value.text) (html << "<span class=\"was\" lang=\"vi\">").Text(visit.Fill("machine_said", {{"text", value.text}})) << "</span>";
  html << "</label>";
}

bool GoesOn(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The source around a place, with the place marked; all of it where there is no place yet.
void WriteSource(const Visit& visit, const IndexedDocument& document, Span place, Html& html) {
  const std::string& text = document.text;
  const bool is_shown = !document.extraction.text.empty() || document.extraction.source.encoding == "UTF-8";
  if (text.empty() || !is_shown) {
    (html << "<p class=\"note\">").Text(visit.Word("no_text")) << "</p>";
    return;
  }
  const std::size_t start = std::min(place.start, text.size());
  const std::size_t end = std::clamp(place.end, start, text.size());
  std::size_t from = place.empty() || start < kAround ? 0 : start - kAround;
  while (from > 0 && from < text.size() && GoesOn(text[from])) --from;
  std::size_t to = place.empty() ? text.size() : std::min(text.size(), end + kAround);
  while (to < text.size() && GoesOn(text[to])) ++to;
  html << "<div class=\"source\" lang=\"vi\" tabindex=\"0\" role=\"group\" data-from=\"" << from << "\"";
  html.Attribute("aria-label", visit.Word("source"));
  html << ">";
  html.Text(std::string_view(text).substr(from, start - from)) << "<mark>";
  html.Text(std::string_view(text).substr(start, end - start)) << "</mark>";
  html.Text(std::string_view(text).substr(end, to - end)) << "</div>";
}

Span SpanOfRecord(const Extraction& all, std::string_view kind, std::string_view record) {
  Span span;
  const auto look = [&](const auto& records) {
    for (const Provenance& each : records) {
      if (each.id == record) span = each.span;
    }
  };
  if (kind == "references") look(all.references);
  else if (kind == "assignments") look(all.assignments);
  else if (kind == "targets") look(all.targets);
  else if (kind == "deadlines") look(all.deadlines);
  else look(all.custom);
  return span;
}

// `typed`: the form as it was sent, where it did not hold.
Response ShowForm(const Visit& visit, const Judged& judged, std::string_view kind, std::string_view record, const Pairs* typed, const Error* fault, unsigned status) {
  // Where there is no such record, what else is wrong with the form says why.
  const auto no_form = [&] { return fault != nullptr ? Problem(visit, *fault) : Problem(visit, 404, visit.Word("no_record")); };
  const Standing* const standing = judged.StandingOf(kind, record);
  const bool added = record.empty() || (standing != nullptr && standing->machine.empty());
  const std::string machine = added ? "" : standing != nullptr ? standing->machine : std::string(record);
  // The machine's values, and those that people see now.
  const Result<std::vector<ReviewValue>> before = ReviewForm(judged.document().extraction, kind, machine);
  if (!before) return no_form();
  const bool gone = standing != nullptr && standing->record.empty();
  const Result<std::vector<ReviewValue>> now = record.empty() || gone ? *before : ReviewForm(judged.reviewed().extraction, kind, record);
  if (!now) return no_form();
  Span span = gone ? SpanOfRecord(judged.document().extraction, kind, machine) : SpanOfRecord(judged.reviewed().extraction, kind, record);
  const std::string title = visit.Fill(record.empty() ? "adding" : "correcting", {{"kind", visit.words.Text("report." + std::string(kind))}});
  Html html;
  html << "<h1>";
  html.Text(title) << "</h1><p class=\"help\">";
  html.Link(AddressOf(judged.number()), judged.document().extraction.document.code.value_or(judged.document().extraction.source.name)) << " · ";
  html.Text(visit.Word("correct_help")) << "</p>";
  if (fault != nullptr) WriteFault(visit, *fault, html);
  html << "<div class=\"correcting\">";
  WriteSource(visit, judged.document(), span, html);
  html << "<form method=\"post\" action=\"" << AddressOf(judged.number()) << "/review\"><div class=\"fields\">";
  WriteHidden(kDigest, judged.document().extraction.source.sha256, html);
  WriteHidden("list", kind, html);
  WriteHidden("record", record, html);
  WriteHidden("previous", std::to_string(judged.LastReviewOf(kind, record)), html);
  WriteHidden("was_start", std::to_string(span.start), html);
  WriteHidden("was_end", std::to_string(span.end), html);
  for (std::size_t i = 0; i < before->size(); ++i) {
    const ReviewValue& value = (*before)[i];
    // The words are where the span is, and a code tells its number, year and symbol.
    if (value.field.name == "text" || value.field.name == "number" || value.field.name == "year" || value.field.name == "symbol") continue;
    const std::string_view shown = typed != nullptr ? ValueOf(*typed, value.field.name) : std::string_view((*now)[i].text);
    WriteInput(visit, value, shown, html);
  }
  const std::string start = typed != nullptr ? std::string(ValueOf(*typed, "start")) : std::to_string(span.start);
  const std::string end = typed != nullptr ? std::string(ValueOf(*typed, "end")) : std::to_string(span.end);
  html << "<div class=\"pair\">";
  for (const auto& [name, number] : {std::pair("start", start), std::pair("end", end)}) {
    html << "<label><span>";
    html.Text(visit.Word(std::string("byte_") + name)) << "</span><input type=\"text\" inputmode=\"numeric\" name=\"" << name << "\"";
    html.Attribute("value", number);
    html << "></label>";
  }
  html << "</div><label><span>";
  html.Text(visit.Word("note")) << "</span><textarea name=\"note\" rows=\"2\">";
  html.Text(typed != nullptr ? ValueOf(*typed, "note") : std::string_view()) << "</textarea></label>";
  if (!visit.who_is_given) {
    html << "<label><span>";
    html.Text(visit.Word("who")) << "</span><input type=\"text\" name=\"who\" required maxlength=\"120\" autocomplete=\"name\"";
    html.Attribute("value", typed != nullptr ? ValueOf(*typed, "who") : std::string_view(visit.who));
    html << "></label>";
  }
  html << "<div class=\"buttons\"><button name=\"verdict\" value=\"" << (added ? "added" : "corrected") << "\">";
  html.Text(visit.Word("save")) << "</button></div></div></form></div>";
  return Page(visit, Part::kReviews, title, std::move(html).Take(), status);
}

}  // namespace

Response RecordPage(const Visit& visit, std::int64_t number, std::string_view kind, std::string_view record) {
  if (!visit.site.MayReview()) return Problem(visit, 403, visit.Word("read_only"));
  const Result<Judged> judged = Judged::Load(visit, number, visit.Query(kDigest));
  if (!judged) return judged.error().code == Error::Code::kBadArgument ? Problem(visit, 404, visit.Word("no_document")) : Problem(visit, judged.error());
  if (FaultOfKind(visit.index, kind)) return Problem(visit, 404, visit.Word("no_record"));
  return ShowForm(visit, *judged, kind, record == "new" ? "" : record, nullptr, nullptr, 200);
}

// ---- all of them --------------------------------------------------------------------------------------------------------------

namespace {

Address AddressOfList(const Visit& visit) {
  return Address("/reviews").With("who", visit.Query("who")).With("kind", visit.Query("kind")).With("verdict", visit.Query("verdict"));
}

void WriteLine(const Visit& visit, const ReviewLine& line, Html& html) {
  const Review& review = line.review;
  html << "<li class=\"card\"><p><span class=\"chip\">";
  html.Text(visit.Word("judge_" + std::string(Name(review.verdict)))) << "</span> ";
  html.Text(visit.words.Text("report." + review.kind)) << " · ";
  if (line.document) {
    html.Link(AddressOf(*line.document), line.code.value_or(line.name));
  } else {
    html.Text(line.code.value_or(line.name));
  }
  html << " · ";
  html.Text(review.who + ", " + TimeWords(visit, review.when)) << "</p><p lang=\"vi\">";
  html.Text(review.quote) << "</p>";
  if (!review.fields.empty()) (html << "<p><code>").Text(review.fields) << "</code></p>";
  if (!review.note.empty()) (html << "<p><q>").Text(review.note) << "</q></p>";
  html << "</li>";
}

}  // namespace

Response ReviewsPage(const Visit& visit) {
  const ListWindow window = WindowOf(visit);
  ReviewQuery query;
  query.who = visit.Query("who");
  query.kind = visit.Query("kind");
  query.verdict = VerdictOf(visit.Query("verdict"));
  query.limit = window.limit;
  query.offset = window.offset;
  const Result<ReviewList> list = ListReviews(visit.index, query);
  if (!list) return Problem(visit, list.error());
  if (auto response = ForPrograms(window, *list, "reviews")) return std::move(*response);
  Html html;
  WriteTitle(visit, "reviews", html);
  html << "<p class=\"count\" role=\"status\">";
  html.Text(visit.Fill("review_count", {{"count", std::to_string(list->count)}, {"documents", std::to_string(list->documents)}})) << "</p>";
  html << "<p class=\"ways\">";
  for (const ReviewList::Count& verdict : list->verdicts)
    html.Link(Address("/reviews").With("verdict", verdict.name).text(), visit.Word("judge_" + verdict.name) + " (" + std::to_string(verdict.count) + ")");
  for (const ReviewList::Count& person : list->people) html.Link(Address("/reviews").With("who", person.name).text(), person.name + " (" + std::to_string(person.count) + ")");
  if (list->count > 0) html.Link(AddressOfList(visit).With("format", "csv").text(), "CSV");
  html << "</p><ol class=\"plain\">";
  for (const ReviewLine& line : list->reviews) WriteLine(visit, line, html);
  html << "</ol>";
  WritePaging(visit, AddressOfList(visit), list->count, list->reviews.size(), query.offset, html);
  return Page(visit, Part::kReviews, visit.Word("reviews"), std::move(html).Take());
}

}  // namespace trichluc::serve
