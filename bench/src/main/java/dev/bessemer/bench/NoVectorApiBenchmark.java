package dev.bessemer.bench;

import org.openjdk.jmh.annotations.Fork;

/** {@link PlainAttentionBenchmark} in a JVM without the Vector API's module, where the CPU device has only scalar code. */
@Fork(
        value = 1,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED"},
        jvmArgsAppend = {})
public class NoVectorApiBenchmark extends PlainAttentionBenchmark {}
