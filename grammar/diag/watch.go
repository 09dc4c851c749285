package diag

// Made, where it is not nil, is called by New for every diagnostic. A test sets
// it, to learn from the callers which places of nefc report something.
var Made func()
