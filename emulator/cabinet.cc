#include "emulator/cabinet.h"

#include <mspack.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <new>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

// Where a cabinet's header has the numbers of its folders and files.
constexpr std::size_t kFolderCount = 26;
constexpr std::size_t kFileCount = 28;

std::size_t ShortAt(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + 2) return 0;
  return static_cast<unsigned char>(bytes[at]) | static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1]))
                                                     << 8;
}

// libmspack opens files by name. Here there are two, both in memory: the cabinet, and what is unpacked of it.
constexpr const char* kInput = "in";
constexpr const char* kOutput = "out";

struct Memory : mspack_system {
  std::string_view input;
  std::string output;
};

struct OpenFile : mspack_file {
  Memory* memory;
  bool is_output;
  std::size_t at = 0;
};

OpenFile& Opened(mspack_file* file) { return static_cast<OpenFile&>(*file); }

mspack_file* Open(mspack_system* system, const char* name, int) {
  auto* const file = new (std::nothrow) OpenFile;
  if (file == nullptr) return nullptr;
  file->memory = static_cast<Memory*>(system);
  file->is_output = std::strcmp(name, kOutput) == 0;
  return file;
}

void Close(mspack_file* file) { delete &Opened(file); }

int Read(mspack_file* from, void* buffer, int size) {
  OpenFile& file = Opened(from);
  const std::string_view rest = file.memory->input.substr(std::min(file.at, file.memory->input.size()));
  const std::size_t count = std::min(rest.size(), static_cast<std::size_t>(std::max(size, 0)));
  std::memcpy(buffer, rest.data(), count);
  file.at += count;
  return static_cast<int>(count);
}

int Write(mspack_file* to, void* buffer, int size) {
  std::string& output = Opened(to).memory->output;
  if (size < 0 || output.size() + static_cast<std::size_t>(size) > kMaxUnpacked) return -1;
  try {  // nothing may be thrown through libmspack
    output.append(static_cast<const char*>(buffer), static_cast<std::size_t>(size));
  } catch (const std::bad_alloc&) {
    return -1;
  }
  return size;
}

int Seek(mspack_file* in, off_t offset, int mode) {
  OpenFile& file = Opened(in);
  const auto size = static_cast<off_t>(file.memory->input.size());
  const off_t from = mode == MSPACK_SYS_SEEK_START ? 0
                     : mode == MSPACK_SYS_SEEK_END ? size
                                                   : static_cast<off_t>(file.at);
  if (from + offset < 0 || from + offset > size) return -1;
  file.at = static_cast<std::size_t>(from + offset);
  return 0;
}

off_t Tell(mspack_file* in) { return static_cast<off_t>(Opened(in).at); }
void SayNothing(mspack_file*, const char*, ...) {}
void* Allocate(mspack_system*, std::size_t size) { return std::malloc(size); }
void Free(void* memory) { std::free(memory); }
void Copy(void* from, void* to, std::size_t size) { std::memcpy(to, from, size); }

constexpr std::string_view kTooLarge = "the cabinet holds more than 256 MiB";

std::string_view Meaning(int error) {
  switch (error) {
    case MSPACK_ERR_SIGNATURE:
      return "not a cabinet (CAB)";
    case MSPACK_ERR_CHECKSUM:
      return "a checksum in the cabinet is wrong";
    case MSPACK_ERR_WRITE:
      return kTooLarge;
    default:
      return "the cabinet is damaged";
  }
}

using Decompressor = std::unique_ptr<mscab_decompressor, decltype(&mspack_destroy_cab_decompressor)>;

// Unpacks folder by folder, each in one go: files of a hostile cabinet lie on top of each other, and to unpack each for
// itself would cost their product.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes)
      : memory_{{Open, Close, Read, Write, Seek, Tell, SayNothing, Allocate, Free, Copy, nullptr}, bytes, {}},
        decompressor_(mspack_create_cab_decompressor(&memory_), mspack_destroy_cab_decompressor) {}

  Result<Cabinet> Unpack() {
    if (decompressor_ == nullptr) return Error{"there is no memory to unpack it"};
    mscabd_cabinet* const found = decompressor_->open(decompressor_.get(), kInput);
    if (found == nullptr) return Failed();
    const auto close = [this](mscabd_cabinet* cabinet) { decompressor_->close(decompressor_.get(), cabinet); };
    const std::unique_ptr<mscabd_cabinet, decltype(close)> cabinet(found, close);
    if ((cabinet->flags & (MSCAB_HDR_PREVCAB | MSCAB_HDR_NEXTCAB)) != 0) return Error{"the cabinet is one of a set"};
    if (auto problem = UnpackFolders(*cabinet); !problem.text.empty()) return problem;
    return Slice(*cabinet);
  }

 private:
  Error Failed() { return Error{std::string(Meaning(decompressor_->last_error(decompressor_.get())))}; }

  // An error without a text: nothing is wrong.
  Error UnpackFolders(const mscabd_cabinet& cabinet) {
    std::map<const mscabd_folder*, mscabd_file> wholes;
    std::size_t named = 0;
    for (const mscabd_file* file = cabinet.files; file != nullptr; file = file->next) {
      mscabd_file& whole = wholes.try_emplace(file->folder, *file).first->second;
      const std::uint64_t end = std::uint64_t{file->offset} + file->length;
      named += file->length;
      if (end > kMaxUnpacked || named > kMaxUnpacked) return Error{std::string(kTooLarge)};
      whole.offset = 0;
      whole.length = std::max(whole.length, static_cast<unsigned>(end));
    }
    for (auto& [folder, whole] : wholes) {
      memory_.output.clear();
      if (decompressor_->extract(decompressor_.get(), &whole, kOutput) != MSPACK_ERR_OK) return Failed();
      unpacked_ += memory_.output.size();
      if (unpacked_ > kMaxUnpacked) return Error{std::string(kTooLarge)};
      folders_[folder] = std::move(memory_.output);
    }
    return {};
  }

  Cabinet Slice(const mscabd_cabinet& cabinet) const {
    Cabinet unpacked;
    for (const mscabd_folder* folder = cabinet.folders; folder != nullptr; folder = folder->next) {
      unpacked.is_compressed |= MSCABD_COMP_METHOD(folder->comp_type) != MSCAB_COMP_NONE;
    }
    for (const mscabd_file* file = cabinet.files; file != nullptr; file = file->next) {
      const std::string& whole = folders_.at(file->folder);
      const std::size_t start = std::min<std::size_t>(file->offset, whole.size());
      unpacked.files.push_back(
          {file->filename, std::make_shared<const std::string>(whole.substr(start, file->length))});
    }
    return unpacked;
  }

  Memory memory_;
  Decompressor decompressor_;
  std::map<const mscabd_folder*, std::string> folders_;
  std::size_t unpacked_ = 0;
};

}  // namespace

Result<Cabinet> ReadCabinet(std::string_view bytes) {
  if (!bytes.starts_with("MSCF")) return Error{std::string(Meaning(MSPACK_ERR_SIGNATURE))};
  if (ShortAt(bytes, kFolderCount) > kMaxCabinetFolders) return Error{"the cabinet has more than 1024 folders"};
  if (ShortAt(bytes, kFileCount) > kMaxCabinetFiles) return Error{"the cabinet has more than 8192 files"};
  return Unpacker(bytes).Unpack();
}

const CabinetFile* FindFile(const Cabinet& cabinet, std::string_view name) {
  const auto file =
      std::ranges::find_if(cabinet.files, [&](const CabinetFile& one) { return EqualIgnoringCase(one.name, name); });
  return file != cabinet.files.end() ? &*file : nullptr;
}

}  // namespace wmsim
