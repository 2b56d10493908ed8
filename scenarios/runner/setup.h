// From a device's name and its givens to a device that has booted.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "emulator/device.h"
#include "scenarios/language/key.h"
#include "scenarios/runner/files.h"

namespace wmsim {

// The certificates whose bytes complete the shipped roots; null where there are none.
using KnownRoots = std::shared_ptr<const std::vector<CertificatePtr>>;

// ImageShelf builds each image once in a run.
class ImageShelf {
 public:
  std::shared_ptr<const Image> Get(const Profile& profile, bool operator_restricted, const KnownRoots& known_roots);

 private:
  std::map<std::tuple<const Profile*, bool, KnownRoots>, std::shared_ptr<const Image>> images_;
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

// SetUpDevice boots the device `profile` with what `given` (keys of GivenKeys()) says: first policies, then the
// registry, the stores, and the rest. Requires the name of a profile. Errors are about files of certificates.
Result<Device> SetUpDevice(const std::string& profile, const Entries& given, Surroundings& surroundings);

// ApplyRegistry carries out a registry tree without asking any rule.
void ApplyRegistry(Device& device, const std::vector<RegistrySetting>& settings);

// OneCertificate returns the one certificate of a file; a file that is damaged or holds none is an error too.
Result<CertificatePtr> OneCertificate(const std::string& path, Surroundings& surroundings);

}  // namespace wmsim
