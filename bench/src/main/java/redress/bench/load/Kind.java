package redress.bench.load;

import java.util.function.Supplier;

/// A kind of call that is measured.
///
/// @param name what the table calls it
/// @param call made anew for each round, with a token that lives longer than it
record Kind(String name, Supplier<ClosedLoop.Call> call) {}
