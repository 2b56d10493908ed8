// What a plain program would do with a root certificate, by OpenSSL alone: the measure for wmsim's own reading.
#pragma once

#include <string_view>

namespace wmsim {

// ReadPlainly reads a certificate in DER form, takes its SHA-1 digest and checks its signature with its own key. It
// returns whether the signature is good. Requires bytes that are a certificate.
bool ReadPlainly(std::string_view der);

}  // namespace wmsim
