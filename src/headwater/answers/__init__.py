"""What the server's own record answers, computed again when it has grown, and files added to it from the browser."""
