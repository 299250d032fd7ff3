// Closes each use of node_kind.def; meant to be included many times.
#undef PEL_NODE
#undef PEL_ONE
#undef PEL_OPTIONAL
#undef PEL_MANY
#undef PEL_MIXED
#undef PEL_END
