// The images of devices: of a profile, or of a device file with what it is based on and what it imports.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/device.h"
#include "scenarios/language/key.h"
#include "scenarios/runner/files.h"

namespace wmsim {

// The certificates whose bytes complete the shipped roots; null where there are none.
using KnownRoots = std::shared_ptr<const std::vector<CertificatePtr>>;

// ImageShelf keeps the images of a run; several threads may ask at once. What they make of one key is the same, and the
// first to be kept stays.
class ImageShelf {
 public:
  // An image, and how many device files it is based on, one upon the other.
  struct Entry {
    std::shared_ptr<const Image> image;
    std::size_t depth = 0;
  };
  const Entry* Find(const std::string& key) const;  // null where there is none
  const Entry& Keep(const std::string& key, const Entry& entry);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Entry> images_;  // an entry never moves and never changes
};

// What all cases of a run share.
struct RunCaches {
  FileCache files;
  ImageShelf images;
};

// What every step of a case may reach: the caches, where paths lead, and the roots whose bytes are at hand.
struct Surroundings {
  RunCaches& caches;
  PathScope scope;
  KnownRoots known_roots = nullptr;
};

// ImageOf returns the image of a device: of the profile of that name, or of the device file at that path. Errors are
// about unknown names and about files: missing, malformed, or based on each other in a circle.
Result<std::shared_ptr<const Image>> ImageOf(const std::string& name, Surroundings& surroundings);

// RomOf is the same with what `given` (keys of GivenKeys()) puts into the ROM: a configuration, the operator's
// restriction.
Result<std::shared_ptr<const Image>> RomOf(const std::string& name, const Entries& given, Surroundings& surroundings);

// ApplyState lays policies, registry, stores and metabase of `state` (keys of GivenKeys() or DeviceFileKeys()) over a
// device, without asking any rule.
std::optional<Error> ApplyState(Device& device, const Entries& state, Surroundings& surroundings);

// MissingPart says what is wrong with a store and a part (or none) that a device does not have, or nothing.
std::optional<std::string> MissingPart(const Device& device, const std::string& store, const std::string& part);

// OneCertificate returns the one certificate of a file; a file that is damaged or holds none is an error too.
Result<CertificatePtr> OneCertificate(const std::string& path, Surroundings& surroundings);

}  // namespace wmsim
