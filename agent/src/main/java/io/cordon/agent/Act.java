package io.cordon.agent;

/**
 * An act that is about to happen, as a hook sees it. What is not known is empty.
 *
 * @param rule the rule whose behaviour it is
 * @param sha256 of the image that is about to run, in hex
 * @param object what it is about, such as the path of that image: a user's word counts for the rule and this
 * @param process who acts, as the sensor names it
 * @param user the account that acts
 */
public record Act(String rule, String sha256, String object, String process, String user) {}
