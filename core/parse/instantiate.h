#pragma once

// Each file of the parser ends with PEL_INSTANTIATE_PARSER(). bench/ compiles the same files for builders of
// its own by naming a header that defines this macro.

#ifdef PEL_PARSER_BUILDERS
#include PEL_PARSER_BUILDERS
#elif defined(PEL_UNITY)
// The files are one unit, and it ends with the instantiation.
#define PEL_INSTANTIATE_PARSER() static_assert(true)
#else
#define PEL_INSTANTIATE_PARSER() template class Parser<TableBuilder>
#endif
