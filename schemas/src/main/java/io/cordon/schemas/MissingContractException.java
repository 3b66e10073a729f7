package io.cordon.schemas;

/** A registry does not hold the contract under which a record is to be written: nobody could read it. */
public final class MissingContractException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MissingContractException(String subject) {
        super("the registry's subject " + subject
                + " does not hold this version of the contract: run `cordon topics create` against it");
    }
}
