/** A user's module: it opens nothing. */
module consumer {
    requires dev.bessemer.runtime;
}
