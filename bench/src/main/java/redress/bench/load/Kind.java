package redress.bench.load;

import java.util.function.Supplier;

/// A kind of call that is measured.
///
/// @param name what the table calls it
/// @param with the kind it is compared with; the baseline names itself
/// @param call made anew for each round, with a token that lives longer than it
record Kind(String name, String with, Supplier<ClosedLoop.Call> call) {}
