#include "cli/batch_report.h"

#include <algorithm>
#include <cstdio>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/terminal.h"

namespace trichluc::cli {
namespace {

// A run over fewer inputs than this says at its end what it did only where somebody looks on or something failed.
constexpr std::size_t kManyInputs = 100;

}  // namespace

BatchReport::BatchReport(const Work& work, bool shows_progress)
    : work_(work), shows_progress_(shows_progress), line_(shows_progress), failed_(work.errors.size()) {}

void BatchReport::TakeEarlier(std::size_t inputs, const std::vector<std::string>& errors) {
  earlier_ = inputs;
  failed_ += errors.size();
  read_earlier_ = earlier_ - errors.size();
  for (std::size_t i = 0; i < earlier_; ++i) bytes_earlier_ += work_.facts[i].size;
  for (const std::string& error : errors) Complain(error);  // this run's list is whole
}

void BatchReport::Show() {
  const std::lock_guard lock(mutex_);
  ShowLocked();
}

PageProgress BatchReport::PagesOf(std::size_t i) {
  if (!shows_progress_) return {};
  return [this, i](std::uint32_t done, std::uint32_t all) {
    const std::lock_guard lock(mutex_);
    Pages& pages = in_hand_[i];
    if (done > pages.done) pages_done_ += done - pages.done;
    pages = {done, all};
    ShowLocked();
  };
}

void BatchReport::Take(std::size_t i, const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  in_hand_.erase(i);
  if (outcome.error) {
    ++failed_;
    line_.Clear();
    Complain(*outcome.error);
  }
  ++taken_;
  bytes_read_ += outcome.bytes;
  bytes_passed_ += work_.facts[i].size;
  ShowLocked();
}

int BatchReport::End(const Engine& engine, const std::optional<Error>& fault) {
  line_.Clear();
  const std::string warning = engine.DecoderWarning();
  WarnOfDecoder(warning.empty() ? work_.decoder_warning : warning);
  if (fault) Complain(*fault);
  const bool many = work_.paths.size() > 1;
  if (many && (ErrorsAreSeen() || failed_ > 0 || fault || work_.paths.size() > kManyInputs)) Complain(Summary());
  return failed_ > 0 || fault ? kFailed : kOk;
}

void BatchReport::ShowLocked() {
  if (!line_.Due()) return;
  const double seconds = std::max(line_.Seconds(), 1e-3);
  const std::size_t here = work_.paths.size() - earlier_;
  const std::uint64_t bytes_here = work_.bytes - bytes_earlier_;
  // Files differ in length: bytes tell better than files how much is left.
  const double share = bytes_here > 0
                           ? (static_cast<double>(bytes_passed_) + BytesInHand()) / static_cast<double>(bytes_here)
                           : static_cast<double>(taken_) / static_cast<double>(std::max<std::size_t>(here, 1));
  char text[160];
  std::snprintf(text, sizeof text, "%zu/%zu files  %zu failed  %.0f files/s  %.1f MB/s  ", earlier_ + taken_,
                work_.paths.size(), failed_, static_cast<double>(taken_) / seconds,
                static_cast<double>(bytes_read_) / seconds / 1e6);
  const std::string pages = PagesInHand(seconds);
  const bool one = work_.paths.size() == 1 && !pages.empty();  // then its pages say it all
  line_.Show((one ? std::string() : text) + pages + TimeLeft(seconds, share));
}

// Of the inputs that are being read, what the pages that are done make of their bytes.
double BatchReport::BytesInHand() const {
  double bytes = 0;
  for (const auto& [i, pages] : in_hand_) {
    if (pages.all > 0) bytes += static_cast<double>(work_.facts[i].size) * pages.done / pages.all;
  }
  return bytes;
}

// "12 of 40 pages  3.1 pages/s  ", of those with several pages.
std::string BatchReport::PagesInHand(double seconds) const {
  Pages sum;
  for (const auto& [i, pages] : in_hand_) {
    if (pages.all < 2) continue;
    sum.done += pages.done;
    sum.all += pages.all;
  }
  if (sum.all == 0) return {};
  char text[80];
  std::snprintf(text, sizeof text, "%u of %u pages  %.1f pages/s  ", sum.done, sum.all, static_cast<double>(pages_done_) / seconds);
  return text;
}

std::string BatchReport::Summary() const {
  const std::size_t read = earlier_ + taken_ + work_.errors.size() - failed_;
  const std::string before = earlier_ > 0 ? " (" + std::to_string(read_earlier_) + " of them by an earlier run)" : "";
  char text[100];
  std::snprintf(text, sizeof text, ", %zu failed, %.1f MB in %.1f s", failed_, static_cast<double>(bytes_read_) / 1e6,
                line_.Seconds());
  return std::to_string(read) + " read" + before + text;
}

}  // namespace trichluc::cli
