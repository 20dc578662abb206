package io.blindsum.colony;

/**
 * A user of a colony: a member that submits and reads, but runs nothing.
 *
 * @param colonyName the colony
 * @param userId the id of the user's key
 * @param name the name, unique in the colony
 * @param email an address; may be empty
 * @param phone a number; may be empty
 */
public record User(String colonyName, String userId, String name, String email, String phone) {
  public User {
    userId = Wire.idOrNone("user", userId);
    email = Wire.text(email);
    phone = Wire.text(phone);
  }
}
