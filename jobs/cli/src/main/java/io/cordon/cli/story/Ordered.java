package io.cordon.cli.story;

/**
 * What was ordered upon a finding, and what came of it.
 *
 * @param id the command's
 * @param finding what it was ordered upon
 * @param rule the finding's rule, by its title
 * @param action in words
 * @param endpoint where
 * @param entity the process that is meant or acted, or empty
 * @param time when it first went out or had to wait, in ms since 1970
 * @param sent how often it went out
 * @param status OpenC2's, as the agent answered, or 0 where it did not
 * @param outcome in words
 * @param escalates the command that it goes beyond since that was not carried out, or empty
 */
public record Ordered(
        String id,
        String finding,
        String rule,
        String action,
        String endpoint,
        String entity,
        long time,
        int sent,
        int status,
        String outcome,
        String escalates) {}
