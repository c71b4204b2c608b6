#include "text/mapped_file.h"

#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <utility>

namespace trichluc {

namespace ipc = boost::interprocess;

struct MappedFile::Region {
  ipc::mapped_region region;
};

MappedFile::MappedFile(std::unique_ptr<Region> region) : region_(std::move(region)) {}
MappedFile::MappedFile(MappedFile&&) noexcept = default;
MappedFile& MappedFile::operator=(MappedFile&&) noexcept = default;
MappedFile::~MappedFile() = default;

Result<MappedFile> MappedFile::Open(const std::string& path) {
  try {
    const ipc::file_mapping mapping(path.c_str(), ipc::read_only);
    return MappedFile(std::make_unique<Region>(Region{ipc::mapped_region(mapping, ipc::read_only)}));
  } catch (const ipc::interprocess_exception& error) {
    return Error{Error::Code::kUnreadable, path + ": cannot be opened (" + error.what() + ")"};
  }
}

std::string_view MappedFile::bytes() const { return {static_cast<const char*>(region_->region.get_address()), region_->region.get_size()}; }

}  // namespace trichluc
