// How a step of each action is brought about: which files, programs, keys and messages give it the facts that no single
// setting decides.
#pragma once

#include <vector>

#include "scenarios/runner/draft.h"

namespace wmsim {

// Each takes an empty draft and returns it with its step, once for each way that may lead to the draft's cell, the
// plainest first; none where the cell contradicts itself, or wmsim knows no way.
using Sketch = std::vector<Draft> (*)(const Draft&);

std::vector<Draft> SketchSpAddCert(const Draft& start);
std::vector<Draft> SketchCertinst(const Draft& start);
std::vector<Draft> SketchSignIn(const Draft& start);

std::vector<Draft> SketchRunApp(const Draft& start);
std::vector<Draft> SketchLoadDll(const Draft& start);
std::vector<Draft> SketchRegistryWrite(const Draft& start);
std::vector<Draft> SketchRapiCall(const Draft& start);

std::vector<Draft> SketchInstallCab(const Draft& start);
std::vector<Draft> SketchPushMessage(const Draft& start);
std::vector<Draft> SketchProvision(const Draft& start);

}  // namespace wmsim
