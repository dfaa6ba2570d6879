"""Decision sheets: what is decided and why, who foresees what, when it ends; what came of it; where plans clash."""
