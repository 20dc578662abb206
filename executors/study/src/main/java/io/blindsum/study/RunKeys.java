package io.blindsum.study;

import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SigningKey;
import java.util.Optional;

/**
 * How a run says who asks, and whom it believes.
 *
 * @param signers if any are given, nothing that is not signed by them is used
 * @param researcher what the questions to the sites are signed with; sites may ask for it
 */
public record RunKeys(TrustedSigners signers, Optional<SigningKey> researcher) {}
