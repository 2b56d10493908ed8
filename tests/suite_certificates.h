// The certificate files of the suite, as they are read.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/certificate_file.h"
#include "tests/test_files.h"

namespace wmsim {

// The thumbprint of contoso-root.cer.
inline constexpr std::string_view kContosoRoot = "31653DBADA1DE7EA0006CBF154A212EF1A6B76D6";

inline CertificateFile SuiteFile(const std::string& name) {
  auto file = ReadCertificateFile(SuiteBytes(name));
  EXPECT_TRUE(file.ok()) << name;
  return std::move(file).value();
}

inline std::vector<CertificatePtr> SuiteChain(const std::string& name) {
  auto chain = ReadChain(SuiteBytes(name));
  EXPECT_TRUE(chain.ok()) << name;
  return std::move(chain).value();
}

inline CertificatePtr ContosoRoot() { return SuiteChain("contoso-root.cer").front(); }

}  // namespace wmsim
