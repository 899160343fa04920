"""Special functions in plain floats: the gamma, beta, binomial, t and F distributions' tails."""
