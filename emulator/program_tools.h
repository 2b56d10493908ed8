// Programs that people start and stop, and registry editors.
#pragma once

#include <optional>
#include <string>

#include "emulator/loader.h"
#include "emulator/reg_file.h"
#include "emulator/step_result.h"

namespace wmsim {

// A person starts a program.
StepResult RunApp(Device& device, const Program& program, const Answers& answers);

// A running program loads a DLL. Requires that `into` is running.
StepResult LoadDll(Device& device, const Program& dll, std::string_view into, const Answers& answers);

// A person ends a program; the outcome is unchanged where it was not running.
StepResult StopApp(Device& device, std::string_view name);

// Somebody changes the registry. `signed_by` speaks of a third-party editor or a program.
struct RegistryWriteStep {
  RegistryWriter via = RegistryWriter::kBuiltInEditor;
  SignedBy signed_by;
  RegistryChange change;
  Answers answers;
};
StepResult RegistryWrite(Device& device, const RegistryWriteStep& step);

// Somebody imports a registry file: all of it, or nothing where a setting of it touches a key that the writer may not
// write. `file` must outlive the call.
struct RegistryImportStep {
  const RegFile& file;
  std::string file_name;  // without folders, as the person sees it
  RegistryWriter via = RegistryWriter::kBuiltInEditor;
  SignedBy signed_by;
  Answers answers;
};
StepResult RegistryImport(Device& device, const RegistryImportStep& step);

}  // namespace wmsim
