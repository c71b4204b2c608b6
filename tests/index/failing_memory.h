// Memory that ends: to see that nothing is half done then.
#pragma once

namespace trichluc::testing {

// From now on the n-th piece of memory that this thread asks for (from 0) is not to be had; those behind it are.
void FailMemory(long n);
// All is to be had again. Was one not?
bool MendMemory();

}  // namespace trichluc::testing
