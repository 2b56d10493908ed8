// What a provisioning document says about a device's policies: the answer of a query as RapiConfig writes it
// (RapiConfigOut.xml), or a document that sets them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "emulator/result.h"

namespace wmsim {

// The policies in the document's order; an id may come more than once. `line` is that of the parm, counting from one.
struct PolicyAnswer {
  struct Policy {
    std::uint32_t id;
    std::uint32_t value;
    int line;
  };
  std::vector<Policy> policies;
};

// ReadPolicyAnswer reads the parms of each SecurityPolicy characteristic (in any case) below the root; whatever else
// the document holds is passed over. Ids are decimal. Values are decimal or, where the policy is a role mask or
// unknown, role names [ak]. A parm without a value is a query without an answer, and passed over like noparm and the
// -error elements. Errors, each with its place: what ReadXml refuses, another root than wap-provisioningdoc, a parm
// with a value and no name, an id or a value that is no such number.
Result<PolicyAnswer> ReadPolicyAnswer(std::string_view bytes);

}  // namespace wmsim
